import type { ServeSettings, StandardSchema } from "../../../../spec/index.ts";
import { ownVariables } from "../../../../spec/messages/variables.ts";
import type { Drivers, Environment } from "../../../links.ts";
import type { Delivered } from "../../../messages/process.ts";
import { isBinding, type QueueBinding, queueSender } from "../../../messages/senders/cloudflare.ts";
import { createSettler } from "../../../messages/settle.ts";
import { fromText } from "../../../messages/text.ts";
import { begin, type ExecutionContext } from "../../../platform/cloudflare.ts";
import type { ConsumerDefinition } from "../definition.ts";
import { start } from "../start.ts";

/** https://developers.cloudflare.com/queues/configuration/javascript-apis/#message */
interface QueueMessage {
  readonly id: string;
  readonly timestamp: Date;
  readonly body: unknown;
  /** From 1. */
  readonly attempts: number;
  ack(): void;
  retry(options: { readonly delaySeconds: number }): void;
}

interface MessageBatch {
  readonly messages: readonly QueueMessage[];
}

/** What Workers call. */
export interface QueueWorker {
  queue(batch: MessageBatch, bindings: Environment, context: ExecutionContext): Promise<void>;
}

function toDelivered({ id, timestamp, body, attempts }: QueueMessage): Delivered {
  return { ...fromText(body, { id, sent: timestamp.getTime() }), attempt: attempts };
}

function requireDeadLetters(bindings: Environment): QueueBinding {
  const binding = bindings[ownVariables.deadLetters];
  if (isBinding(binding)) return binding;
  throw new TypeError(`${ownVariables.deadLetters} is not a binding to a queue. Deploy the function again.`);
}

/** Makes the module's default export. */
export function serve(
  definition: ConsumerDefinition,
  settings: ServeSettings<"consumes">,
  drivers: Drivers = {},
  schema?: StandardSchema<unknown>,
): QueueWorker {
  let settle: ReturnType<typeof createSettler> | undefined;
  return {
    async queue({ messages }, bindings, context) {
      // Not earlier: bindings come with the first call.
      settle ??= createSettler(
        start(definition, settings, drivers, { cloud: "cloudflare", environment: bindings }, schema),
        queueSender(requireDeadLetters(bindings)),
      );
      const settleOne = settle;
      const invocation = begin(context, settings.timeout);
      await Promise.all(
        messages.map(async (message) => {
          const { outcome } = await settleOne(toDelivered(message), invocation);
          if (outcome.is === "done") message.ack();
          else message.retry({ delaySeconds: outcome.after });
        }),
      );
    },
  };
}
