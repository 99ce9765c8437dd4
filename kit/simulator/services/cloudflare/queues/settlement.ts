import type { DispatchResult } from "../../../hosts/workerd/dispatch.ts";

/**
 * After how many seconds a message of a batch may be delivered again; `undefined`: it is done. A decision about the message
 * itself takes precedence over one about the batch, and that over how the handler ended.
 * https://developers.cloudflare.com/queues/configuration/batching-retries/#explicit-acknowledgement-and-retries
 *
 * @param retryDelay - The consumer's delay, in seconds.
 */
export function retryAfter(id: string, { ok, settlement }: DispatchResult, retryDelay: number): number | undefined {
  // The handler's acknowledgements are lost with the runtime.
  if (settlement === undefined) return retryDelay;
  const { ackAll, retryBatch, explicitAcks, retryMessages } = settlement;
  if (explicitAcks.includes(id)) return undefined;
  const own = retryMessages.find(({ msgId }) => msgId === id);
  const delay = own?.delaySeconds ?? retryBatch.delaySeconds ?? retryDelay;
  if (own !== undefined) return delay;
  if (ackAll) return undefined;
  return retryBatch.retry || !ok ? delay : undefined;
}
