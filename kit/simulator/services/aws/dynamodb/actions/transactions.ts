import { createHash } from "node:crypto";
import { isRecord, recordsAt, textAt } from "../../../../contract/read.ts";
import { CloudError, type Properties } from "../../../../contract.ts";
import type { DocumentChange } from "../../../../engines/documents.ts";
import { callLimit } from "../../../../limits.ts";
import { ItemError, invalid } from "../errors.ts";
import type { Content } from "../tables.ts";
import { itemSize } from "../values/value.ts";
import { type Action, reports, type Work } from "../work.ts";
import { attempt, changesOf, type Write, type WriteResult, writeKinds } from "../writes.ts";
import { orItemError, requireDone } from "./cancellation.ts";

/** https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html */
const mostActions = 100;
const longestToken = 36;
const largestTransaction = 4 * 1_024 * 1_024;
/** How long a token stands for the request that came with it first, in milliseconds. */
const remembered = 10 * 60 * 1_000;

type Kind = keyof typeof writeKinds;

function isKind(name: string): name is Kind {
  return Object.hasOwn(writeKinds, name);
}

/** An action of a transaction, or what is wrong with its item. @throws CloudError when the request is not right. */
function readAction(work: Work, action: Properties): Write | ItemError {
  const [[name = "", input] = [], ...others] = Object.entries(action);
  if (!isKind(name) || !isRecord(input) || others.length > 0) {
    throw invalid("TransactItems can only contain one of Check, Put, Update or Delete");
  }
  const kind = writeKinds[name];
  const unknown = Object.keys(input).find((member) => !kind.takes.some((known) => known === member));
  if (unknown !== undefined) throw callLimit(`the simulator's DynamoDB does not know ${unknown} in a transaction`);
  return orItemError(() => kind.read({ ...work, input }, kind.permission));
}

function requireAllowedSize(writes: readonly Write[], outcomes: readonly WriteResult[]): void {
  const places = writes.map(({ table, key }) => JSON.stringify([table.arn, key]));
  if (new Set(places).size < places.length) {
    throw invalid("Transaction request cannot include multiple operations on one item");
  }
  const size = outcomes.reduce((total, { after = {} }) => total + itemSize(after), 0);
  if (size > largestTransaction) throw invalid("The aggregate size of the items in the transaction exceeds 4 MB");
}

/** The transactions of an account in a region that were carried out a short time ago. */
function collectionOf({ region, caller }: Work): string {
  return `aws/dynamodb/transactions/${caller.identity.accountId}/${region}`;
}

/** Transactions are kept by when they are forgotten, so that those of long ago are found without looking at all. */
function partitionOf(until: number, earlier = 0): string {
  return String(Math.floor(until / remembered) - earlier);
}

/** Whether a request was carried out before, under the same token. @throws CloudError when that was another one. */
function isRepeated(work: Work, token: string, request: string): boolean {
  const until = work.world.clock.now() + remembered;
  const [found] = [0, 1].flatMap((earlier) => {
    const key = { partition: partitionOf(until, earlier), id: token };
    return work.documents.find(collectionOf(work), key)?.content.transaction ?? [];
  });
  if (found === undefined || found.request === request) return found !== undefined;
  const reason = "You are trying to use the same token with different parameters";
  throw new CloudError("IdempotentParameterMismatchException", reason);
}

function transactWriteItems(work: Work): Properties {
  const { input } = work;
  const actions = recordsAt(input, "TransactItems");
  if (actions.length === 0 || actions.length > mostActions) {
    const rule = actions.length === 0 ? "greater than or equal to 1" : `less than or equal to ${mostActions}`;
    const failed = "Value at 'transactItems' failed to satisfy constraint: Member must have length";
    throw invalid(`1 validation error detected: ${failed} ${rule}`);
  }
  const read = actions.map((action) => readAction(work, action));
  const token = textAt(input, "ClientRequestToken");
  if (token !== undefined && (token.length < 1 || token.length > longestToken)) {
    const rule = `Member must have length from 1 to ${longestToken}`;
    throw invalid(`1 validation error detected: Value at 'clientRequestToken' failed to satisfy constraint: ${rule}`);
  }
  const request = createHash("sha256").update(JSON.stringify(input.TransactItems)).digest("hex");
  if (token !== undefined && isRepeated(work, token, request)) return {};
  requireDone(read);
  const writes = read.flatMap((one) => (one instanceof ItemError ? [] : [one]));
  const results = writes.map((write) => orItemError(() => attempt(work, write)));
  requireAllowedSize(
    writes,
    results.filter((result) => "after" in result),
  );
  requireDone(results);
  const changes = writes.flatMap((write, position) => {
    const result = results[position];
    return result !== undefined && "after" in result ? changesOf(write, result) : [];
  });
  work.documents.changeIn(token === undefined ? changes : [...changes, noteOf(work, token, request)]);
  return {};
}

/** How a transaction is remembered. */
function noteOf(
  work: Work,
  id: string,
  request: string,
): readonly [collection: string, change: DocumentChange<Content>] {
  const collection = collectionOf(work);
  const until = work.world.clock.now() + remembered;
  // Whoever looks at what is over removes it.
  work.documents.inPartition(collection, partitionOf(until, 2));
  return [collection, { put: { partition: partitionOf(until), id }, content: { transaction: { request, until } } }];
}

export const transactionActions: Readonly<Record<string, Action>> = {
  TransactWriteItems: { takes: ["TransactItems", "ClientRequestToken", ...reports], run: transactWriteItems },
};
