import type { DispatchResult } from "../../../hosts/workerd/dispatch.ts";

/**
 * What becomes of a message of a batch: `undefined`, it is done, or after how many seconds it may be delivered again. What was
 * said of the message itself counts before what was said of the batch, and that before how the handler ended.
 * https://developers.cloudflare.com/queues/configuration/batching-retries/#explicit-acknowledgement-and-retries
 *
 * @param retryDelay - The consumer's, in seconds.
 */
export function retryAfter(id: string, { ok, settlement }: DispatchResult, retryDelay: number): number | undefined {
  // What the handler had acknowledged is lost with the runtime.
  if (settlement === undefined) return retryDelay;
  const { ackAll, retryBatch, explicitAcks, retryMessages } = settlement;
  if (explicitAcks.includes(id)) return undefined;
  const own = retryMessages.find(({ msgId }) => msgId === id);
  const delay = own?.delaySeconds ?? retryBatch.delaySeconds ?? retryDelay;
  if (own !== undefined) return delay;
  if (ackAll) return undefined;
  return retryBatch.retry || !ok ? delay : undefined;
}
