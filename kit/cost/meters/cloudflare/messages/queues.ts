import type { MeteredType, Reading } from "../../contract.ts";
import { pieces } from "../../units.ts";

/** A KB is 1,000 bytes: https://developers.cloudflare.com/queues/platform/pricing/ */
const chunk = 64;

/** What a queue writes beside each message, in KB: "approximately 100 bytes of internal metadata" */
const metadata = 0.1;

/** Whether it takes what a consumer of another queue could not process. */
const isForDeadLetters = ({ users }: Reading): boolean =>
  users("cloudflare:index/queueConsumer:QueueConsumer", "deadLetterQueue").length > 0;

/**
 * A message is written, read on each attempt, and deleted. One that could not be processed is written to the other queue, where nothing
 * reads it before it expires: "only a write and delete operation".
 */
function operations(reading: Reading): number {
  const { use } = reading;
  const each = isForDeadLetters(reading) ? use("deadLetters") * 2 : 2 + use("attempts");
  return use("messages") * each * pieces(use("messageSize") + metadata, chunk);
}

export const queue: MeteredType = {
  type: "cloudflare:index/queue:Queue",
  source: "https://developers.cloudflare.com/queues/platform/pricing/",
  meters: [{ price: "cloudflare.queues.operations", quantity: operations }],
};
