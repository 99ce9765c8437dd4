import { type MessageAttributeValue, PublishCommand } from "@aws-sdk/client-sns";
import type { Exchange, Exchanges } from "../../session.ts";
import { text } from "./publish.ts";

type Attributes = Readonly<Record<string, MessageAttributeValue>>;

const number = (StringValue: string): MessageAttributeValue => ({ DataType: "Number", StringValue });
const list = (...values: readonly unknown[]): MessageAttributeValue => ({
  DataType: "String.Array",
  StringValue: JSON.stringify(values),
});

/** Which of several messages arrive. */
const arrivals =
  (policy: unknown, messages: readonly Attributes[]): Exchange =>
  async (session) => {
    const TopicArn = await session.topic();
    const FilterPolicy = JSON.stringify(policy);
    const queue = await session.subscriber(TopicArn, { RawMessageDelivery: "true", FilterPolicy });
    for (const [at, MessageAttributes] of messages.entries()) {
      await session.sns.send(new PublishCommand({ TopicArn, Message: String(at), MessageAttributes }));
    }
    session.keep((await session.drain(queue)).map(({ Body }) => Body).sort());
  };

/** Whether policies are accepted. */
const policies =
  (...texts: readonly string[]): Exchange =>
  async (session) => {
    for (const FilterPolicy of texts) {
      await session.noteRefusal(session.subscriber(await session.topic(), { FilterPolicy }));
    }
  };

const kinds: readonly Attributes[] = [
  { kind: text("order") },
  { kind: text("Order") },
  { kind: text("order-late") },
  { kind: text("reorder") },
  { kind: text("other") },
  { kind: list("other", "order") },
  { kind: number("1") },
  { region: text("order") },
  {},
];

const prices: readonly Attributes[] = [
  ...["0", "100", "100.0", "100.5", "-5", "1e2"].map((value) => ({ price: number(value) })),
  { price: text("100") },
  { price: list(1, 100) },
  { other: number("100") },
];

const pairs: readonly Attributes[] = [
  { kind: text("order"), region: text("eu") },
  { kind: text("order"), region: text("us") },
  { kind: text("other"), region: text("eu") },
  { kind: text("order") },
];

export const filterScripts: Exchanges = {
  "filter: a value": arrivals({ kind: ["order"] }, kinds),
  "filter: one of two values": arrivals({ kind: ["order", "other"] }, kinds),
  "filter: a start": arrivals({ kind: [{ prefix: "order" }] }, kinds),
  "filter: an end": arrivals({ kind: [{ suffix: "order" }] }, kinds),
  "filter: a value in capitals or not": arrivals({ kind: [{ "equals-ignore-case": "ORDER" }] }, kinds),
  "filter: anything but a value": arrivals({ kind: [{ "anything-but": "order" }] }, kinds),
  "filter: anything but some values": arrivals({ kind: [{ "anything-but": ["order", "other"] }] }, kinds),
  "filter: anything but a start": arrivals({ kind: [{ "anything-but": { prefix: "order" } }] }, kinds),
  "filter: anything but an end": arrivals({ kind: [{ "anything-but": { suffix: "order" } }] }, kinds),
  "filter: an attribute that is there": arrivals({ kind: [{ exists: true }] }, kinds),
  "filter: an attribute that is not there": arrivals({ kind: [{ exists: false }] }, kinds),
  "filter: a value, or the attribute is not there": arrivals({ kind: ["order", { exists: false }] }, kinds),
  "filter: a number": arrivals({ price: [100] }, prices),
  "filter: a number by its operator": arrivals({ price: [{ numeric: ["=", 100] }] }, prices),
  "filter: a range of numbers": arrivals({ price: [{ numeric: [">", 0, "<=", 100] }] }, prices),
  "filter: anything but a number": arrivals({ price: [{ "anything-but": [100] }] }, prices),
  "filter: two attributes": arrivals({ kind: ["order"], region: ["eu"] }, pairs),
  "filter: one of two attributes": arrivals({ $or: [{ kind: ["order"] }, { region: ["eu"] }] }, pairs),
  "filter: a start, and another attribute is not there": arrivals(
    { kind: [{ prefix: "o" }], region: [{ exists: false }] },
    pairs,
  ),
  "filter: booleans and null in a list": arrivals({ kind: [true, null] }, [
    ...[true, false, null, "true"].map((one) => ({ kind: list(one) })),
    { kind: text("true") },
  ]),
  "filter: bytes, which no value matches": arrivals({ logo: [{ exists: true }] }, [
    { logo: { DataType: "Binary", BinaryValue: new Uint8Array([1]) } },
    { logo: text("x") },
  ]),
  "policy: not JSON": policies("kind", "[]", '"kind"'),
  "policy: a value without a list": policies('{"kind":"order"}'),
  "policy: an empty list, and no key": policies('{"kind":[]}', "{}"),
  "policy: five keys, and six": policies(
    ...[5, 6].map((count) =>
      JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, at) => [`k${at}`, ["x"]]))),
    ),
  ),
  "policy: 150 combinations, and 165": policies(
    ...[10, 11].map((count) =>
      JSON.stringify({
        a: Array.from({ length: 15 }, (_, at) => `a${at}`),
        b: Array.from({ length: count }, (_, at) => `b${at}`),
      }),
    ),
  ),
  "policy: an operator that does not exist": policies('{"kind":[{"starts-with":"a"}]}'),
  "policy: a start that is not a text": policies('{"kind":[{"prefix":1}]}'),
  "policy: exists with a text": policies('{"kind":[{"exists":"yes"}]}'),
  "policy: numbers at and over the range": policies(
    '{"price":[1000000000]}',
    '{"price":[1000000001]}',
    '{"price":[{"numeric":[">",1000000001]}]}',
  ),
  "policy: invalid comparisons": policies(
    '{"price":[{"numeric":["!=",1]}]}',
    '{"price":[{"numeric":["<",1,"<",2]}]}',
    '{"price":[{"numeric":[">",5,"<",1]}]}',
  ),
};
