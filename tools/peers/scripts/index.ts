import type { ServiceName } from "../answering/peer.ts";
import type { Exchanges, Script } from "../session.ts";
import { batchScripts as tableBatchScripts } from "./dynamodb/batches.ts";
import { conditionScripts } from "./dynamodb/conditions.ts";
import { expiryScripts } from "./dynamodb/expiry.ts";
import { itemScripts } from "./dynamodb/items.ts";
import { queryScripts } from "./dynamodb/queries.ts";
import { scanScripts } from "./dynamodb/scans.ts";
import { transactionScripts } from "./dynamodb/transactions.ts";
import { updateScripts } from "./dynamodb/updates.ts";
import { filterScripts } from "./sns/filters.ts";
import { publishScripts } from "./sns/publish.ts";
import { batchScripts } from "./sqs/batches.ts";
import { messageScripts } from "./sqs/messages.ts";
import { queueScripts } from "./sqs/queues.ts";
import { visibilityScripts } from "./sqs/visibility.ts";

function scriptsOf(service: ServiceName, ...all: readonly Exchanges[]): readonly Script[] {
  return all.flatMap((exchanges) => Object.entries(exchanges)).map(([name, run]) => ({ service, name, run }));
}

/** All exchanges, with unique names within their service. */
export const scripts: readonly Script[] = [
  ...scriptsOf("SQS", messageScripts, visibilityScripts, batchScripts, queueScripts),
  ...scriptsOf("SNS", publishScripts, filterScripts),
  ...scriptsOf("DynamoDB", itemScripts, conditionScripts, updateScripts, queryScripts, scanScripts),
  ...scriptsOf("DynamoDB", tableBatchScripts),
  ...scriptsOf("Transactions", transactionScripts),
  ...scriptsOf("Expiry", expiryScripts),
];
