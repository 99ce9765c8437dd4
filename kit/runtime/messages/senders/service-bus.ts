import type { MessageAttributes } from "../../../spec/index.ts";
import { azureTokens } from "../../platform/access-token.ts";
import { call } from "../../platform/call.ts";
import { type Envelope, type Outgoing, packed } from "../envelope.ts";
import type { Sender } from "../sender.ts";
import { errorOf } from "./response-error.ts";

/**
 * The properties of a message. Names that begin with a capital are in the envelope too, since the Node worker turns it into a small letter:
 * https://github.com/Azure/azure-functions-nodejs-library/blob/v4.x/src/converters/toCamelCase.ts
 */
export function propertiesOf({ envelope, attributes }: Pick<Outgoing, "envelope" | "attributes">): MessageAttributes {
  const names = Object.keys(attributes).filter((name) => /^[A-Z]/.test(name));
  return packed({ attributes, envelope: names.length === 0 ? envelope : { ...envelope, names } });
}

/** The attributes under the names that {@link propertiesOf} was given. */
export function renamed(attributes: MessageAttributes, { names = [] }: Envelope): MessageAttributes {
  const written = new Map(names.map((name) => [name.charAt(0).toLowerCase() + name.slice(1), name]));
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [written.get(name) ?? name, value]));
}

/** https://learn.microsoft.com/rest/api/servicebus/message-headers-and-properties */
function toEntry(message: Outgoing) {
  const { body, envelope, delay } = message;
  // To the second, and never earlier.
  const due = Math.ceil(Date.now() / 1_000 + (delay ?? 0)) * 1_000;
  const later = delay === undefined ? {} : { ScheduledEnqueueTimeUtc: new Date(due).toUTCString() };
  return { Body: body, BrokerProperties: { MessageId: envelope.id, ...later }, UserProperties: propertiesOf(message) };
}

/**
 * Sends to a queue or topic of Service Bus, which accepts all of a batch or nothing.
 * https://learn.microsoft.com/rest/api/servicebus/send-message-batch
 */
export function serviceBusSender(address: string): Sender {
  const url = new URL(`${address}/messages`);
  const token = azureTokens("https://servicebus.azure.net");
  return {
    most: 100,
    bytes: 200_000, // Less than 256 KB, which includes the properties: https://learn.microsoft.com/azure/service-bus-messaging/service-bus-quotas
    async send(messages) {
      const { isOk, status, text } = await call({
        method: "POST",
        url,
        // Without a charset, which it refuses.
        headers: {
          authorization: `Bearer ${await token()}`,
          "content-type": "application/vnd.microsoft.servicebus.json",
        },
        body: JSON.stringify(messages.map(toEntry)),
      });
      if (!isOk) throw errorOf(status, text);
      return messages.map(() => undefined);
    },
  };
}
