import type { World } from "../../../contract.ts";
import { Documents } from "../../../engines/documents.ts";
import { type AwsService, actionFor, jsonApi } from "../api/index.ts";
import { batchActions } from "./actions/batches.ts";
import { describeActions } from "./actions/describe.ts";
import { itemActions } from "./actions/items.ts";
import { queryActions } from "./actions/query.ts";
import { scanActions } from "./actions/scan.ts";
import { transactGetActions } from "./actions/transact-get.ts";
import { transactionActions } from "./actions/transactions.ts";
import { DetailedError } from "./errors.ts";
import { removalOf } from "./expiry.ts";
import { Indexes } from "./indexes.ts";
import { callers, operations } from "./operations.ts";
import { tableType } from "./table.ts";
import { type Content, Tables } from "./tables.ts";
import type { Action } from "./work.ts";

const actions: Readonly<Record<string, Action>> = {
  ...itemActions,
  ...queryActions,
  ...scanActions,
  ...batchActions,
  ...transactionActions,
  ...transactGetActions,
  ...describeActions,
};

/** Tables, and the items in them. */
export function dynamodbService(world: World): AwsService {
  const tables = new Tables(world);
  const documents = new Documents<Content>({
    ...world,
    removal(collection) {
      const table = tables.find(collection);
      return (document) => removalOf(table, document);
    },
  });
  const indexes = new Indexes(documents);
  return {
    name: "DynamoDB",
    types: [tableType(documents)],
    operations,
    callers,
    api: jsonApi({
      ...{ service: "dynamodb", target: "DynamoDB_20120810", namespace: "com.amazonaws.dynamodb.v20120810" },
      errorMembers: (error) => (error instanceof DetailedError ? error.details : {}),
      async run(operation, input, { caller, region }) {
        const action = actionFor("DynamoDB", actions, operation, input);
        return action.run({ world, tables, documents, indexes, input, caller, region });
      },
    }),
  };
}
