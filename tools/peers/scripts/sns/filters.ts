import { type MessageAttributeValue, PublishCommand } from "@aws-sdk/client-sns";
import type { Script } from "../../session.ts";
import { text } from "./publish.ts";

const service = "SNS";

type Attributes = Readonly<Record<string, MessageAttributeValue>>;

const number = (StringValue: string): MessageAttributeValue => ({ DataType: "Number", StringValue });
const list = (...values: readonly unknown[]): MessageAttributeValue => ({
  DataType: "String.Array",
  StringValue: JSON.stringify(values),
});

/** Which of these messages arrive. */
const arrivals = (name: string, policy: unknown, messages: readonly Attributes[]): Script => ({
  service,
  name: `filter: ${name}`,
  async run(session) {
    const TopicArn = await session.topic();
    const FilterPolicy = JSON.stringify(policy);
    const queue = await session.subscriber(TopicArn, { RawMessageDelivery: "true", FilterPolicy });
    for (const [at, MessageAttributes] of messages.entries()) {
      await session.sns.send(new PublishCommand({ TopicArn, Message: String(at), MessageAttributes }));
    }
    session.keep((await session.drain(queue)).map(({ Body }) => Body).sort());
  },
});

/** Whether a policy is taken. */
const policies = (name: string, ...texts: readonly string[]): Script => ({
  service,
  name: `policy: ${name}`,
  async run(session) {
    for (const FilterPolicy of texts) {
      await session.noteRefusal(session.subscriber(await session.topic(), { FilterPolicy }));
    }
  },
});

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

export const filterScripts: readonly Script[] = [
  arrivals("a value", { kind: ["order"] }, kinds),
  arrivals("one of two values", { kind: ["order", "other"] }, kinds),
  arrivals("a start", { kind: [{ prefix: "order" }] }, kinds),
  arrivals("an end", { kind: [{ suffix: "order" }] }, kinds),
  arrivals("a value in capitals or not", { kind: [{ "equals-ignore-case": "ORDER" }] }, kinds),
  arrivals("anything but a value", { kind: [{ "anything-but": "order" }] }, kinds),
  arrivals("anything but some values", { kind: [{ "anything-but": ["order", "other"] }] }, kinds),
  arrivals("anything but a start", { kind: [{ "anything-but": { prefix: "order" } }] }, kinds),
  arrivals("anything but an end", { kind: [{ "anything-but": { suffix: "order" } }] }, kinds),
  arrivals("an attribute that is there", { kind: [{ exists: true }] }, kinds),
  arrivals("an attribute that is not there", { kind: [{ exists: false }] }, kinds),
  arrivals("a value, or the attribute is not there", { kind: ["order", { exists: false }] }, kinds),
  arrivals("a number", { price: [100] }, prices),
  arrivals("a number by its operator", { price: [{ numeric: ["=", 100] }] }, prices),
  arrivals("a range of numbers", { price: [{ numeric: [">", 0, "<=", 100] }] }, prices),
  arrivals("anything but a number", { price: [{ "anything-but": [100] }] }, prices),
  arrivals("two attributes", { kind: ["order"], region: ["eu"] }, pairs),
  arrivals("one of two attributes", { $or: [{ kind: ["order"] }, { region: ["eu"] }] }, pairs),
  arrivals(
    "a start, and another attribute is not there",
    { kind: [{ prefix: "o" }], region: [{ exists: false }] },
    pairs,
  ),
  arrivals("booleans and null in a list", { kind: [true, null] }, [
    ...[true, false, null, "true"].map((one) => ({ kind: list(one) })),
    { kind: text("true") },
  ]),
  arrivals("bytes, which no value matches", { logo: [{ exists: true }] }, [
    { logo: { DataType: "Binary", BinaryValue: new Uint8Array([1]) } },
    { logo: text("x") },
  ]),
  policies("not JSON", "kind", "[]", '"kind"'),
  policies("a value without a list", '{"kind":"order"}'),
  policies("an empty list, and no key", '{"kind":[]}', "{}"),
  policies(
    "five keys, and six",
    ...[5, 6].map((count) =>
      JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, at) => [`k${at}`, ["x"]]))),
    ),
  ),
  policies(
    "150 combinations, and 165",
    ...[10, 11].map((count) =>
      JSON.stringify({
        a: Array.from({ length: 15 }, (_, at) => `a${at}`),
        b: Array.from({ length: count }, (_, at) => `b${at}`),
      }),
    ),
  ),
  policies("an operator that does not exist", '{"kind":[{"starts-with":"a"}]}'),
  policies("a start that is not a text", '{"kind":[{"prefix":1}]}'),
  policies("exists with a text", '{"kind":[{"exists":"yes"}]}'),
  policies(
    "numbers at and over the range",
    '{"price":[1000000000]}',
    '{"price":[1000000001]}',
    '{"price":[{"numeric":[">",1000000001]}]}',
  ),
  policies(
    "a comparison that is none",
    '{"price":[{"numeric":["!=",1]}]}',
    '{"price":[{"numeric":["<",1,"<",2]}]}',
    '{"price":[{"numeric":[">",5,"<",1]}]}',
  ),
];
