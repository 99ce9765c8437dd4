import type { ServeSettings, StandardSchema } from "../../../../spec/index.ts";
import { ownVariables } from "../../../../spec/messages/variables.ts";
import type { Drivers } from "../../../links.ts";
import { unpacked } from "../../../messages/envelope.ts";
import type { Delivered } from "../../../messages/process.ts";
import { pubsubSender } from "../../../messages/senders/pubsub.ts";
import { createSettler } from "../../../messages/settle.ts";
import { type CloudFunction, createBegin, severity } from "../../../platform/gcp.ts";
import { requireVariable } from "../../../platform/variable.ts";
import type { ConsumerDefinition } from "../definition.ts";
import { start } from "../start.ts";

/** What a push subscription sends: https://cloud.google.com/pubsub/docs/push#receive_push */
interface PushBody {
  readonly message: {
    /** In Base64. */
    readonly data?: string;
    readonly attributes?: Readonly<Record<string, string>>;
    readonly messageId: string;
    readonly publishTime: string;
  };
  /** From 1. Only of a subscription with dead letters. */
  readonly deliveryAttempt?: number;
}

function toDelivered({ message, deliveryAttempt = 1 }: PushBody): Delivered {
  const { data = "", attributes = {}, messageId, publishTime } = message;
  const others = { id: messageId, sent: Date.parse(publishTime) };
  const body = Buffer.from(data, "base64").toString();
  return { ...unpacked(attributes, others), body, attempt: deliveryAttempt };
}

/** "Any other status code" than one of success "is considered as a negative acknowledgment": https://cloud.google.com/pubsub/docs/push#receive_push */
const [taken, again] = [204, 503];

/**
 * Makes the function that the Functions Framework calls. Only the subscription's own account may call it: Cloud Run has checked the
 * token before. https://cloud.google.com/pubsub/docs/authenticate-push-subscriptions
 */
export function serve(
  definition: ConsumerDefinition,
  settings: ServeSettings<"consumes">,
  drivers: Drivers = {},
  schema?: StandardSchema<unknown>,
): CloudFunction {
  const platform = { cloud: "gcp", environment: process.env, severity } as const;
  const deadLetters = pubsubSender(requireVariable(process.env, ownVariables.deadLetters, definition));
  const settle = createSettler(start(definition, settings, drivers, platform, schema), deadLetters);
  const begin = createBegin(settings.timeout);
  return async (request, response) => {
    const { settled, ...invocation } = begin(request);
    const { outcome } = await settle(toDelivered(JSON.parse(String(request.rawBody))), invocation);
    await settled();
    response.writeHead(outcome.is === "done" ? taken : again).end();
  };
}
