import type { FunctionEvent } from "../../../../hosts/azure-functions/events.ts";
import type { TypedData } from "../../../../hosts/azure-functions/worker-process.ts";
import { messageIdOf, type Received } from "../../servicebus/index.ts";

/** .NET's maximum time, which stands for never. */
const never = "9999-12-31T23:59:59.9999999";

/** .NET's `DateTime` without a zone, in UTC: 2026-01-01T02:00:00.5 */
function dotnetTime(time: number | undefined): string {
  return time === undefined ? never : new Date(time).toISOString().replace(/\.?0*Z$/, "");
}

function json(value: unknown): TypedData {
  return { json: JSON.stringify(value) };
}

/** The same with a zone: `DateTimeOffset`. */
function times(name: string, time: number | undefined): readonly (readonly [string, TypedData])[] {
  return [
    [`${name}Utc`, json(dotnetTime(time))],
    [name, json(`${dotnetTime(time)}+00:00`)],
  ];
}

/** Text properties of a message: the extension's name, and the broker's. */
const texts: readonly (readonly [name: string, broker: string])[] = [
  ...["ContentType", "CorrelationId", "DeadLetterSource", "PartitionKey"].map((name) => [name, name] as const),
  ...["ReplyTo", "ReplyToSessionId", "SessionId", "To", "Label"].map((name) => [name, name] as const),
  ["Subject", "Label"],
];

/**
 * What the host passes to a function with a Service Bus trigger. A body is text, which the model for Node.js parses as JSON if
 * it can; names become `messageId`, `applicationProperties` there.
 * https://github.com/Azure/azure-sdk-for-net/blob/main/sdk/servicebus/Microsoft.Azure.WebJobs.Extensions.ServiceBus/src/Triggers/ServiceBusTriggerBindingStrategy.cs
 * https://github.com/Azure/azure-functions-nodejs-library/blob/v4.x/src/converters/fromRpcTypedData.ts
 */
export function serviceBusEvent(message: Received): FunctionEvent {
  const { body, broker, properties, deliveryCount, sequence, lockToken, enqueued, expires } = message;
  const given = texts.flatMap(([name, key]) => {
    const text = broker[key];
    return text === undefined ? [] : [[name, { string: text }] as const];
  });
  const metadata: Readonly<Record<string, TypedData>> = {
    MessageId: { string: messageIdOf(message) },
    DeliveryCount: json(deliveryCount),
    SequenceNumber: { int: sequence },
    LockToken: { string: lockToken },
    ...Object.fromEntries([...times("EnqueuedTime", enqueued), ...times("ExpiresAt", expires), ...given]),
    ApplicationProperties: json(properties),
    UserProperties: json(properties),
  };
  return { data: { string: new TextDecoder().decode(body) }, metadata, reason: "(null)" };
}
