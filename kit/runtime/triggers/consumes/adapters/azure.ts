import { app, type InvocationContext } from "@azure/functions";
import type { ServeSettings, StandardSchema } from "../../../../spec/index.ts";
import { ownVariables } from "../../../../spec/messages/variables.ts";
import type { Drivers } from "../../../links.ts";
import { unpacked } from "../../../messages/envelope.ts";
import type { Delivered } from "../../../messages/process.ts";
import { forward } from "../../../messages/sender.ts";
import { renamed, serviceBusSender } from "../../../messages/senders/service-bus.ts";
import { createSettler } from "../../../messages/settle.ts";
import { begin } from "../../../platform/azure.ts";
import { requireVariable } from "../../../platform/variable.ts";
import type { ConsumerDefinition } from "../definition.ts";
import { start } from "../start.ts";

/** What the programming model calls: https://learn.microsoft.com/azure/azure-functions/functions-bindings-service-bus-trigger */
export type AzureHandler = (message: unknown, context: InvocationContext) => Promise<void>;

/** Registers the function with the Azure Functions programming model v4. The queue's name is an app setting, which the host resolves. */
export function serve(
  definition: ConsumerDefinition,
  settings: ServeSettings<"consumes">,
  drivers: Drivers = {},
  schema?: StandardSchema<unknown>,
): void {
  app.serviceBusQueue(definition.name, {
    connection: ownVariables.connection,
    queueName: `%${ownVariables.name}%`,
    handler: createHandler(definition, settings, drivers, schema),
  });
}

type Texts = Readonly<Record<string, string>>;

/** The strings among the properties that a sender has set. */
function textsOf(properties: unknown): Texts {
  const all = typeof properties === "object" && properties !== null ? Object.entries(properties) : [];
  return Object.fromEntries(all.filter((entry): entry is [string, string] => typeof entry[1] === "string"));
}

/**
 * The Node worker parses JSON, so an item is serialized again as it was.
 * https://github.com/Azure/azure-functions-nodejs-library/blob/v4.x/src/converters/fromRpcTypedData.ts
 */
function toDelivered(message: unknown, { triggerMetadata = {} }: InvocationContext): Delivered {
  const { messageId, enqueuedTimeUtc, deliveryCount, applicationProperties } = triggerMetadata;
  // Without a zone, as .NET writes it.
  const sent = Date.parse(`${String(enqueuedTimeUtc).replace(/Z$/, "")}Z`);
  const others = { id: String(messageId), sent };
  const { envelope, attributes } = unpacked(textsOf(applicationProperties), others);
  // The delivery count of a copy that was sent for later starts again.
  const attempt = (envelope.tried ?? 0) + Number(deliveryCount ?? 1);
  // A string without an envelope was sent by another program: it need not be JSON.
  const isForeign = envelope === others && typeof message === "string";
  return {
    envelope,
    attributes: renamed(attributes, envelope),
    body: isForeign ? message : (JSON.stringify(message) ?? ""),
    attempt,
  };
}

/** Makes the handler that the programming model calls. When it throws, the host abandons the message, which is tried again at once. */
export function createHandler(
  definition: ConsumerDefinition,
  settings: ServeSettings<"consumes">,
  drivers: Drivers = {},
  schema?: StandardSchema<unknown>,
): AzureHandler {
  const processOne = start(definition, settings, drivers, { cloud: "azure", environment: process.env }, schema);
  const queue = serviceBusSender(requireVariable(process.env, ownVariables.queue, definition));
  const deadLetters = serviceBusSender(requireVariable(process.env, ownVariables.deadLetters, definition));
  const settle = createSettler(processOne, deadLetters);
  return async (message, context) => {
    const { settled, ...invocation } = begin(context, settings.timeout);
    const delivered = toDelivered(message, context);
    const { outcome } = await settle(delivered, invocation);
    await settled();
    if (outcome.is === "done") return;
    // Service Bus tries again at once: a message that has to wait is sent once more for later, and this one is done.
    const { envelope, body, attributes, attempt } = delivered;
    await forward(queue, { envelope: { ...envelope, tried: attempt }, body, attributes, delay: outcome.after });
  };
}
