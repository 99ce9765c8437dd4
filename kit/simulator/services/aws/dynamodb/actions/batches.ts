import { isRecord, recordAt, recordsAt } from "../../../../contract/read.ts";
import type { Properties } from "../../../../contract.ts";
import { callLimit } from "../../../../limits.ts";
import { invalid } from "../errors.ts";
import { readExpressions } from "../expressions/placeholders.ts";
import { readProjection } from "../expressions/projections.ts";
import { placeOfKey } from "../keys.ts";
import { type Item, itemSize, readItem } from "../values/value.ts";
import { type Action, openTable, reports, type Work } from "../work.ts";
import { attempt, changesOf, type Write, writeKinds } from "../writes.ts";

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html */
const mostKeys = 100;
const largestAnswer = 16 * 1_024 * 1_024;
/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html */
const mostWrites = 25;

function requestsOf(input: Properties): readonly (readonly [string, unknown])[] {
  const requests = isRecord(input.RequestItems) ? Object.entries(input.RequestItems) : [];
  if (requests.length > 0) return requests;
  throw invalid(wrongLength("requestItems", "greater than or equal to 1"));
}

function wrongLength(member: string, rule: string): string {
  return `1 validation error detected: Value at '${member}' failed to satisfy constraint: Member must have length ${rule}`;
}

function requireDistinct(places: readonly unknown[]): void {
  if (new Set(places.map((place) => JSON.stringify(place))).size === places.length) return;
  throw invalid("Provided list of item keys contains duplicates");
}

const keyMembers = ["Keys", "ConsistentRead", "ProjectionExpression", "ExpressionAttributeNames"];

function requireKnown(request: unknown, known: readonly string[]): void {
  const other = isRecord(request) ? Object.keys(request).find((member) => !known.includes(member)) : "";
  if (other !== undefined) throw callLimit(`the simulator's DynamoDB does not know ${other} in a batch`);
}

function batchGetItem(work: Work): Properties {
  const { documents } = work;
  const Responses: Record<string, Item[]> = {};
  const UnprocessedKeys: Record<string, Properties> = {};
  let [count, size] = [0, 0];
  for (const [name, request] of requestsOf(work.input)) {
    requireKnown(request, keyMembers);
    const table = openTable(work, name, "BatchGetItem");
    const input = recordAt(request);
    const projection = readExpressions(input, (placeholders) => readProjection(input, placeholders));
    const keys = recordsAt(input, "Keys").map((key) => ({ key, place: placeOfKey(table, readItem(key)) }));
    requireDistinct(keys.map(({ place }) => place));
    count += keys.length;
    if (keys.length === 0) throw invalid(wrongLength(`requestItems.${name}.member.keys`, "greater than or equal to 1"));
    if (count > mostKeys) throw invalid("Too many items requested for the BatchGetItem call");
    const found: Item[] = [];
    const left = keys.filter(({ place }) => {
      const item = documents.find(table.arn, place)?.content.item;
      if (item === undefined) return false;
      size += itemSize(item);
      if (size <= largestAnswer) found.push(projection(item));
      return size > largestAnswer;
    });
    Responses[name] = found;
    if (left.length > 0) UnprocessedKeys[name] = { ...input, Keys: left.map(({ key }) => key) };
  }
  return { Responses, UnprocessedKeys };
}

/** A write of a batch, which has no condition. */
function readRequest(work: Work, TableName: string, request: Properties): Write {
  const [[kind, given] = [], ...others] = Object.entries(request);
  const input = { TableName, ...(isRecord(given) ? given : {}) };
  const [wanted, member] = kind === "PutRequest" ? [writeKinds.Put, "Item"] : [writeKinds.Delete, "Key"];
  if (others.length > 0 || (kind !== "PutRequest" && kind !== "DeleteRequest")) {
    const rule = "must contain exactly one of the supported datatypes";
    throw invalid(`Supplied AttributeValue has more than one datatypes set, ${rule}`);
  }
  requireKnown(given, [member]);
  return wanted.read({ ...work, input }, "BatchWriteItem");
}

function batchWriteItem(work: Work): Properties {
  const writes: Write[] = [];
  for (const [name, given] of requestsOf(work.input)) {
    const requests = recordsAt(given);
    const count = writes.length + requests.length;
    if (requests.length === 0 || count > mostWrites) {
      const rule = requests.length === 0 ? "greater than or equal to 1" : `less than or equal to ${mostWrites}`;
      throw invalid(wrongLength(`requestItems.${name}.member`, rule));
    }
    writes.push(...requests.map((request) => readRequest(work, name, request)));
  }
  requireDistinct(writes.map(({ table, key }) => [table.arn, key]));
  for (const write of writes) {
    const outcome = attempt(work, write);
    if ("after" in outcome) work.documents.changeIn(changesOf(write, outcome));
  }
  return { UnprocessedItems: {} };
}

export const batchActions: Readonly<Record<string, Action>> = {
  BatchGetItem: { takes: ["RequestItems", ...reports], run: batchGetItem },
  BatchWriteItem: { takes: ["RequestItems", ...reports], run: batchWriteItem },
};
