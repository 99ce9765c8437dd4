import { at, isRecord, textAt } from "../../../../contract/read.ts";
import { CloudError, type Properties } from "../../../../contract.ts";
import { callLimit } from "../../../../limits.ts";
import type { ApiAnswer } from "../../api/index.ts";
import { etagOf, itemsOf } from "../items.ts";
import { actions } from "../resources/roles.ts";
import { answer, bodyOf, type ContainerCall, isSet, requireAction, requirePartition } from "./call.ts";
import { badRequest, DataError, tooLarge } from "./errors.ts";
import { patchIn } from "./patch.ts";
import { type Done, largest, Transaction } from "./transaction.ts";

/** "You can't have more than 100 operations." https://learn.microsoft.com/azure/cosmos-db/nosql/transactional-batch#limitations */
const mostOperations = 100;

interface Kind {
  readonly action: string;
  run(transaction: Transaction, operation: Properties): Done;
}

const idOf = (operation: Properties): string => textAt(operation, "id") ?? "";
const ifMatchOf = (operation: Properties) => ({ ifMatch: textAt(operation, "ifMatch") });
const bodyIn = (operation: Properties): unknown => at(operation, "resourceBody");

/** As the official clients send them: https://github.com/Azure/azure-sdk-for-js/blob/main/sdk/cosmosdb/cosmos/src/utils/batch.ts */
const kinds: Readonly<Record<string, Kind>> = {
  Create: { action: actions.create, run: (transaction, operation) => transaction.create(bodyIn(operation)) },
  Upsert: {
    action: actions.upsert,
    run: (transaction, operation) => transaction.upsert(bodyIn(operation), ifMatchOf(operation)),
  },
  Read: { action: actions.read, run: (transaction, operation) => transaction.read(idOf(operation)) },
  Replace: {
    action: actions.replace,
    run: (transaction, operation) => transaction.replace(idOf(operation), bodyIn(operation), ifMatchOf(operation)),
  },
  Delete: {
    action: actions.delete,
    run: (transaction, operation) => transaction.remove(idOf(operation), ifMatchOf(operation)),
  },
  Patch: {
    action: actions.replace,
    run: (transaction, operation) =>
      transaction.patch(idOf(operation), patchIn(bodyIn(operation)), ifMatchOf(operation)),
  },
};

/**
 * Operations on items of one partition, all or none.
 * https://learn.microsoft.com/azure/cosmos-db/nosql/transactional-batch
 */
export function batch(call: ContainerCall): ApiAnswer {
  const { request } = call;
  if (!isSet(request.headers, "x-ms-cosmos-batch-atomic"))
    throw callLimit("the simulator's Cosmos DB has batches that are atomic, and no bulk operations");
  if (request.body.length > largest) throw tooLarge();
  const operations = operationsIn(bodyOf(request));
  for (const { action } of new Set(operations.map(({ kind }) => kind))) requireAction(call, action, call.path);
  const transaction = new Transaction(call.documents, call.container, requirePartition(call));
  const done: Done[] = [];
  for (const { kind, operation } of operations) {
    try {
      done.push(kind.run(transaction, operation));
    } catch (error) {
      if (!(error instanceof CloudError) || error.status >= 500) throw error;
      return answer(call, { status: 207, body: JSON.stringify(failed(operations.length, done.length, error)) });
    }
  }
  transaction.commit();
  return answer(call, { status: 200, body: JSON.stringify(done.map((one) => resultOf(call, one))) });
}

function operationsIn(body: unknown): readonly { readonly kind: Kind; readonly operation: Properties }[] {
  if (!Array.isArray(body) || body.length === 0 || !body.every(isRecord))
    throw badRequest("The request payload is invalid. Ensure to provide a list of operations.");
  if (body.length > mostOperations) throw badRequest("Batch request has more operations than what is supported.");
  return body.map((operation: Properties) => {
    const type = textAt(operation, "operationType") ?? "";
    const kind = Object.hasOwn(kinds, type) ? kinds[type] : undefined;
    if (kind === undefined) throw badRequest(`The operation type ${type} of a batch does not exist.`);
    return { kind, operation };
  });
}

/** "The failed operation has the status code of its corresponding error. All the other operations have a 424 status code." */
function failed(count: number, index: number, { status, ...error }: CloudError): readonly Properties[] {
  const subStatusCode = error instanceof DataError ? error.subStatus : 0;
  return Array.from({ length: count }, (_, position) =>
    position === index
      ? { statusCode: status, subStatusCode, requestCharge: 1 }
      : { statusCode: 424, requestCharge: 0 },
  );
}

function resultOf({ container }: ContainerCall, { status, item }: Done): Properties {
  const document = item?.document;
  const known = document === undefined ? {} : { eTag: etagOf(document), resourceBody: itemsOf(container)(document) };
  return { statusCode: status, requestCharge: 1, ...known };
}
