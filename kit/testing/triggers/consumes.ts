import type { MessageOutcome } from "../../runtime/messages/process.ts";
import type { Message } from "../../runtime/triggers/consumes/context.ts";
import type { ConsumerDefinition } from "../../runtime/triggers/consumes/definition.ts";
import { start } from "../../runtime/triggers/consumes/start.ts";
import { callTime, type QueueOptions, type StandardSchema, settleQueue } from "../../spec/index.ts";
import { type HandlerOptions, invoke, linked } from "../invoke.ts";

/** How a consumer's or a subscriber's handler is started for a test. */
export interface MessageToOptions extends HandlerOptions {
  /** How the set defines its queue, or the subscription: attempts, time limit, backoff, delays. @default {} */
  readonly queue?: Omit<QueueOptions, "from" | "was">;
  /** What checks items: the schema of the queue or the topic. @default items are not checked */
  readonly schema?: StandardSchema<unknown>;
}

/** Starts a handler. @returns what processes a message, and how long one call may take, in seconds */
export function startProcess(handler: ConsumerDefinition, options: MessageToOptions) {
  const { queue = {}, schema, cloud = "aws" } = options;
  const settled = settleQueue(queue, cloud, `Function "${handler.name}"`);
  const { definition, links, drivers } = linked(handler, options);
  const process = start(
    definition,
    { links, consumes: { queue: "", ...settled } },
    drivers,
    { cloud, environment: {} },
    schema,
  );
  return { process, timeout: callTime(settled) };
}

/**
 * Passes a message to a handler, and returns what becomes of it: `{ is: "done" }`, `{ is: "again", after: 10 }` with the seconds
 * until the next attempt, or `{ is: "dead", reason: "…" }`. It does not reject: what a handler throws is in the log, and at the
 * last attempt in the reason.
 *
 * @param item - The item. As on a cloud, the handler gets what JSON keeps of it.
 * @param message - What else is known of the message. @default an id of its own, the first attempt, sent now, no attributes
 */
export type MessageTo = (item: unknown, message?: Partial<Message>) => Promise<MessageOutcome>;

/**
 * Starts a consumer's handler in this process, as a platform does: it is made once from its links, each message has an id, a log
 * and a time limit. An attempt ends when work that was given to `waitUntil` is done too.
 *
 * @param handler - The default export of a handler's file.
 * @throws FourfoldError `ERR_HANDLER_EXPORT` when it makes nothing that can process a message; `ERR_LIMIT` or `ERR_SPEC` for an
 * invalid queue.
 *
 * @example
 * import fulfil from "../functions/fulfil.ts";
 *
 * const deliver = messageTo(fulfil, { links: { events } });
 *
 * it("gives an order up that is empty", async () => {
 *   assert.deepEqual(await deliver({ lines: [] }), { is: "dead", reason: "The order is empty." });
 * });
 */
export function messageTo(handler: ConsumerDefinition, options: MessageToOptions = {}): MessageTo {
  const { process, timeout } = startProcess(handler, options);
  return async (item, message = {}) => {
    const { id = crypto.randomUUID(), attempt = 1, enqueuedAt = new Date(), attributes = {} } = message;
    const envelope = { id, sent: enqueuedAt.getTime() };
    const delivered = { envelope, attributes, attempt, body: JSON.stringify(item) };
    const { outcome } = await invoke(timeout, options, (invocation) => process(delivered, invocation));
    return outcome;
  };
}
