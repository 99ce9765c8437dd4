import { isRecord, recordsAt } from "../../../../contract/read.ts";
import type { Properties } from "../../../../contract.ts";
import { callLimit } from "../../../../limits.ts";
import { ItemError, invalid } from "../errors.ts";
import { readExpressions } from "../expressions/placeholders.ts";
import { readProjection } from "../expressions/projections.ts";
import { placeOfKey } from "../keys.ts";
import { type Item, itemSize, readItem } from "../values/value.ts";
import { type Action, openTable, reports, type Work } from "../work.ts";
import { orItemError, requireDone } from "./cancellation.ts";

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactGetItems.html */
const mostReads = 100;
const largestAnswer = 4 * 1_024 * 1_024;

const members: readonly string[] = ["TableName", "Key", "ProjectionExpression", "ExpressionAttributeNames"];

/** One read: the whole item, and what of it is wanted. @throws ItemError when the key is not one of the table. */
function read(work: Work, action: Properties): { readonly item: Item | undefined; readonly shown: Item | undefined } {
  const [[name, given] = [], ...others] = Object.entries(action);
  if (name !== "Get" || !isRecord(given) || others.length > 0) throw invalid("TransactItems can only contain Get");
  const unknown = Object.keys(given).find((member) => !members.includes(member));
  if (unknown !== undefined) throw callLimit(`the simulator's DynamoDB does not know ${unknown} in a transaction`);
  const table = openTable(work, given.TableName, "GetItem");
  const projection = readExpressions(given, (placeholders) => readProjection(given, placeholders));
  const item = work.documents.find(table.arn, placeOfKey(table, readItem(given.Key)))?.content.item;
  return { item, shown: item && projection(item) };
}

function transactGetItems(work: Work): Properties {
  const actions = recordsAt(work.input, "TransactItems");
  if (actions.length === 0 || actions.length > mostReads) {
    const rule = actions.length === 0 ? "greater than or equal to 1" : `less than or equal to ${mostReads}`;
    const failed = "Value at 'transactItems' failed to satisfy constraint: Member must have length";
    throw invalid(`1 validation error detected: ${failed} ${rule}`);
  }
  const places = actions.map(({ Get }) => JSON.stringify([Object(Get).TableName, Object(Get).Key]));
  if (new Set(places).size < places.length) {
    throw invalid("Transaction request cannot include multiple operations on one item");
  }
  const found = actions.map((action) => orItemError(() => read(work, action)));
  requireDone(found);
  const answers = found.flatMap((one) => (one instanceof ItemError ? [] : [one]));
  const size = answers.reduce((total, { item = {} }) => total + itemSize(item), 0);
  if (size > largestAnswer) throw invalid("The aggregate size of the items in the transaction exceeds 4 MB");
  return { Responses: answers.map(({ shown }) => (shown === undefined ? {} : { Item: shown })) };
}

export const transactGetActions: Readonly<Record<string, Action>> = {
  TransactGetItems: { takes: ["TransactItems", ...reports], run: transactGetItems },
};
