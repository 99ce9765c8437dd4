import { at, isRecord, numberAt, parseJson, textAt } from "../../../../contract/read.ts";
import { callLimit } from "../../../../limits.ts";
import type { ApiRequest } from "../../api/index.ts";
import { type Outgoing, propertiesIn } from "../message.ts";
import type { MessageProperties } from "../sql/parse.ts";
import { badRequest, tooLarge } from "./errors.ts";

const batchType = "application/vnd.microsoft.servicebus.json";

/** The maximum size of a message or a batch with its properties, in bytes: "256 KB". https://learn.microsoft.com/azure/service-bus-messaging/service-bus-quotas */
const largest = 262_144;

/** The broker properties that a sender may set; others are ignored. https://learn.microsoft.com/rest/api/servicebus/message-headers-and-properties */
const brokerTexts = [
  ...["MessageId", "CorrelationId", "SessionId", "PartitionKey", "ReplyTo", "ReplyToSessionId", "To", "Label"],
  "ContentType",
];

/** Headers that are not properties of the message. */
const standard =
  /^(?:accept(?:-.*)?|authorization|brokerproperties|cache-control|connection|content-(?:encoding|length|type)|date|expect|host|pragma|priority|sec-.*|te|trace(?:parent|state)|transfer-encoding|upgrade.*|user-agent|x-ms-.*)$/;

/** The messages that a request sends: one, or a batch. @throws CloudError when Service Bus would refuse them. */
export function outgoingIn(request: ApiRequest, now: number): readonly Outgoing[] {
  const messages = isBatch(request) ? batchIn(request, now) : [singleIn(request, now)];
  const size = messages.reduce((sum, message) => sum + sizeOf(message), 0);
  if (size > largest) throw tooLarge(size, largest);
  return messages;
}

/** "Set to application/vnd.microsoft.servicebus.json, without parameters": https://learn.microsoft.com/rest/api/servicebus/send-message-batch#request-headers */
function isBatch({ headers }: ApiRequest): boolean {
  const [type = "", ...parameters] = (headers["content-type"] ?? "").split(";");
  if (type.trim().toLowerCase() !== batchType) return false;
  if (parameters.length === 0) return true;
  throw callLimit(
    `the simulator's Service Bus takes batches of the type ${batchType} without parameters such as charset`,
  );
}

function sizeOf({ body, broker, properties }: Outgoing): number {
  const texts = Object.entries({ ...broker, ...properties })
    .flat()
    .map(String);
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text), body.length);
}

function singleIn({ headers, body }: ApiRequest, now: number): Outgoing {
  const given = parseJson(String(headers.brokerproperties ?? "{}"));
  if (!isRecord(given)) throw badRequest("The header BrokerProperties is not valid JSON.");
  const type = headers["content-type"];
  return {
    body,
    properties: customHeaders(headers),
    ...brokerIn(type === undefined ? given : { ...given, ContentType: type }, now),
  };
}

/** Each value is JSON: strings are in quotation marks. https://learn.microsoft.com/rest/api/servicebus/message-headers-and-properties */
function customHeaders(headers: ApiRequest["headers"]): MessageProperties {
  const own = Object.entries(headers).filter(([name]) => !standard.test(name));
  return propertiesIn(Object.fromEntries(own.map(([name, text]) => [name, parseJson(String(text)) ?? String(text)])));
}

function batchIn({ body }: ApiRequest, now: number): readonly Outgoing[] {
  const entries = parseJson(new TextDecoder().decode(body));
  if (!Array.isArray(entries) || entries.length === 0 || !entries.every(isRecord))
    throw badRequest("The body of a batch is not a list of messages in JSON.");
  return entries.map((entry: unknown) => {
    const text = textAt(entry, "Body");
    if (text === undefined) throw badRequest("A message of a batch has no text as Body.");
    if (at(entry, "IsBodyBase64") !== undefined)
      throw callLimit("the simulator's Service Bus takes texts as bodies of a batch only");
    return {
      body: Buffer.from(text),
      properties: propertiesIn(at(entry, "UserProperties")),
      ...brokerIn(at(entry, "BrokerProperties") ?? {}, now),
    };
  });
}

function brokerIn(given: unknown, now: number): Pick<Outgoing, "broker" | "timeToLive" | "delay"> {
  if (at(given, "TimeToLiveTimeSpan") !== undefined)
    throw callLimit("the simulator's Service Bus reads TimeToLive, in seconds, and not TimeToLiveTimeSpan");
  const texts = brokerTexts.flatMap((name) => {
    const text = textAt(given, name);
    return text === undefined ? [] : [[name, text] as const];
  });
  const seconds = numberAt(given, "TimeToLive");
  if (seconds !== undefined && seconds <= 0) throw badRequest("TimeToLive is not a number of seconds above 0.");
  const delay = delayIn(given, now);
  return {
    broker: Object.fromEntries(texts),
    ...(seconds === undefined ? {} : { timeToLive: seconds * 1_000 }),
    ...(delay === undefined ? {} : { delay }),
  };
}

/** A time in the past means now. https://learn.microsoft.com/azure/service-bus-messaging/message-sequencing#scheduled-messages */
function delayIn(given: unknown, now: number): number | undefined {
  const text = textAt(given, "ScheduledEnqueueTimeUtc");
  if (text === undefined) return undefined;
  const time = Date.parse(text);
  if (Number.isNaN(time)) throw badRequest(`ScheduledEnqueueTimeUtc is not a time: ${text}.`);
  return Math.max(0, time - now);
}
