import type { ApiAnswer } from "../../api/index.ts";
import { etagOf, itemsOf } from "../items.ts";
import { actions } from "../resources/roles.ts";
import { answer, bodyOf, type ContainerCall, isSet, requireAction, requirePartition, textHeader } from "./call.ts";
import { tooLarge } from "./errors.ts";
import { patchIn } from "./patch.ts";
import { type Done, largest, Transaction } from "./transaction.ts";

/** How an operation is done, and which action a role must allow for it. */
interface Operation {
  readonly action: string;
  run(transaction: Transaction): Done;
}

/**
 * One operation on one item, by its method.
 * https://learn.microsoft.com/rest/api/cosmos-db/documents
 *
 * @param id - `undefined` to create one.
 * @returns `undefined` for a method that there is not.
 */
export function onItem(call: ContainerCall, id: string | undefined): ApiAnswer | undefined {
  const operation = id === undefined ? creation(call) : operationOn(call, id);
  if (operation === undefined) return undefined;
  requireAction(call, operation.action, call.path);
  if (call.request.body.length > largest) throw tooLarge();
  const transaction = new Transaction(call.documents, call.container, requirePartition(call));
  const done = operation.run(transaction);
  transaction.commit();
  return answerWith(call, done);
}

function creation(call: ContainerCall): Operation | undefined {
  const { request } = call;
  if (request.method !== "POST") return undefined;
  if (isSet(request.headers, "x-ms-documentdb-is-upsert")) {
    const preconditions = { ifMatch: request.headers["if-match"] };
    return { action: actions.upsert, run: (transaction) => transaction.upsert(bodyOf(request), preconditions) };
  }
  return { action: actions.create, run: (transaction) => transaction.create(bodyOf(request)) };
}

function operationOn({ request }: ContainerCall, id: string): Operation | undefined {
  const preconditions = { ifMatch: request.headers["if-match"] };
  switch (request.method) {
    case "GET":
      return { action: actions.read, run: (transaction) => unlessKnown(transaction.read(id), request.headers) };
    case "PUT":
      return { action: actions.replace, run: (transaction) => transaction.replace(id, bodyOf(request), preconditions) };
    case "DELETE":
      return { action: actions.delete, run: (transaction) => transaction.remove(id, preconditions) };
    case "PATCH":
      // No page names the action of a patch; this is the nearest one.
      return {
        action: actions.replace,
        run: (transaction) => transaction.patch(id, patchIn(bodyOf(request)), preconditions),
      };
    default:
      return undefined;
  }
}

/** "304 Not Modified: the document requested wasn't modified since the specified eTag value in the If-Match header." https://learn.microsoft.com/rest/api/cosmos-db/get-a-document */
function unlessKnown(done: ReturnType<Transaction["read"]>, headers: ContainerCall["request"]["headers"]): Done {
  const { document } = done.item;
  return document !== undefined && headers["if-none-match"] === etagOf(document) ? { status: 304 } : done;
}

function answerWith(call: ContainerCall, { status, item }: Done): ApiAnswer {
  const document = item?.document;
  if (document === undefined) return answer(call, { status });
  const { revision } = document;
  const isWanted = call.request.method === "GET" || textHeader(call.request.headers, "prefer") !== "return=minimal";
  return answer(call, {
    status,
    revision,
    headers: { etag: etagOf(document) },
    ...(isWanted ? { body: JSON.stringify(itemsOf(call.container)(document)) } : {}),
  });
}
