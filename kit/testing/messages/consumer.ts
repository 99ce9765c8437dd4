import { createSettler } from "../../runtime/messages/settle.ts";
import type { ConsumerDefinition } from "../../runtime/triggers/consumes/definition.ts";
import { type HandlerOptions, invoke } from "../invoke.ts";
import { startProcess } from "../triggers/consumes.ts";
import type { MemoryQueue, Waiting } from "./memory-queue.ts";

/** A function that processes the messages of a queue. */
export interface Consumer {
  readonly queue: MemoryQueue;
  process(message: Waiting): Promise<void>;
}

/** How a consumer is started for a test. */
interface ConsumerOptions extends HandlerOptions {
  readonly queue: MemoryQueue;
}

/** Starts a consumer: what becomes of its messages is decided as on a cloud, and done in memory. */
export function startConsumer(handler: ConsumerDefinition, { queue, ...options }: ConsumerOptions): Consumer {
  const { options: delivery, schema } = queue.definition;
  const checked = schema === undefined ? {} : { schema };
  const { process, timeout } = startProcess(handler, { ...options, queue: delivery, ...checked });
  const settle = createSettler(process, queue.deadLetterSender);
  return {
    queue,
    async process(message) {
      const { outcome } = await invoke(timeout, options, (invocation) => settle(message, invocation));
      if (outcome.is === "again") queue.put(message, outcome.after, message.attempt + 1);
    },
  };
}
