import { recordsAt, textAt } from "../../../contract/read.ts";
import { CloudError, type Properties } from "../../../contract.ts";
import type { Action } from "./action.ts";

const mostEntries = 10;
/** The maximum total size of a batch, in bytes: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html */
const largestBatch = 1_048_576;

/** The maximum size of a batch, in bytes. */
export interface BatchSize {
  sizeOf(entry: Properties): number;
  readonly most: number;
}

/** Checks the entries of a batch as SQS and SNS do. @throws CloudError when the batch as a whole is not valid. */
export function requireBatch(entries: readonly Properties[], { sizeOf, most }: BatchSize): void {
  const ids = entries.map((entry) => textAt(entry, "Id") ?? "");
  if (entries.length === 0)
    throw new CloudError("EmptyBatchRequest", "There should be at least one entry in the request.");
  if (entries.length > mostEntries) {
    const message = `Maximum number of entries per request are ${mostEntries}. You have sent ${entries.length}.`;
    throw new CloudError("TooManyEntriesInBatchRequest", message);
  }
  const wrong = ids.find((id) => !/^[\w-]{1,80}$/.test(id));
  if (wrong !== undefined) {
    const message =
      "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.";
    throw new CloudError("InvalidBatchEntryId", message);
  }
  if (new Set(ids).size < ids.length)
    throw new CloudError("BatchEntryIdsNotDistinct", "Two or more batch entries have the same id.");
  const size = entries.reduce((sum, entry) => sum + sizeOf(entry), 0);
  if (size <= most) return;
  const message = `Batch requests cannot be longer than ${most} bytes. You have sent ${size} bytes.`;
  throw new CloudError("BatchRequestTooLong", message);
}

/** Runs a batch: each entry succeeds or fails on its own. */
export async function runBatch(
  entries: readonly Properties[],
  run: (entry: Properties) => Properties | Promise<Properties>,
): Promise<Properties> {
  const Successful: Properties[] = [];
  const Failed: Properties[] = [];
  for (const entry of entries) {
    try {
      Successful.push({ Id: entry.Id, ...(await run(entry)) });
    } catch (error) {
      if (!(error instanceof CloudError)) throw error;
      Failed.push({ Id: entry.Id, Code: error.code, Message: error.message, SenderFault: true });
    }
  }
  return { Successful, Failed };
}

const sizeOfBody = (entry: Properties): number => Buffer.byteLength(textAt(entry, "MessageBody") ?? "");

/** The batch operation of an operation. */
export function batchOf({ permissions, run }: Action): Action {
  return {
    permissions,
    async run(context) {
      const entries = recordsAt(context.input, "Entries");
      requireBatch(entries, { sizeOf: sizeOfBody, most: largestBatch });
      return runBatch(entries, (input) => run({ ...context, input }));
    },
  };
}
