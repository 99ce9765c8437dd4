import assert from "node:assert/strict";
import { type MessageAttributeValue, PublishCommand, type SNSClient } from "@aws-sdk/client-sns";
import type { Deployed, Deployment } from "../../deployment.ts";
import { openAws } from "../shop.ts";
import { deployTopic, messagesIn, openSns, subscribeQueue } from "./topics.ts";

type Attributes = Readonly<Record<string, MessageAttributeValue>>;

const text = (StringValue: string) => ({ DataType: "String", StringValue });
const list = (...values: readonly unknown[]) => ({ DataType: "String.Array", StringValue: JSON.stringify(values) });
const number = (value: number | string) => ({ DataType: "Number", StringValue: String(value) });
const bytes = { DataType: "Binary", BinaryValue: new Uint8Array([1]) };

interface Case {
  readonly source: string;
  readonly policy: object;
  readonly taken: readonly Attributes[];
  readonly left: readonly Attributes[];
}

const guide = "https://docs.aws.amazon.com/sns/latest/dg";
const strings = `${guide}/string-value-matching.html`;
const numbers = `${guide}/numeric-value-matching.html`;
const keys = `${guide}/attribute-key-matching.html`;
const logic = `${guide}/and-or-logic.html`;
const constraints = `${guide}/subscription-filter-policy-constraints.html`;

const cases: readonly Case[] = [
  {
    source: strings,
    policy: { interests: ["rugby", "tennis"] },
    taken: [
      { interests: text("rugby") },
      { interests: list("golf", "tennis") },
      { interests: text("tennis"), x: bytes },
    ],
    left: [{ interests: text("Rugby") }, { interests: list("golf") }, { interests: number(1) }, {}],
  },
  {
    source: strings,
    policy: { interests: [{ "anything-but": ["rugby", "tennis"] }] },
    // "because it contains a value that isn't rugby or tennis"
    taken: [{ interests: text("golf") }, { interests: list("rugby", "golf") }],
    left: [{ interests: text("rugby") }, { interests: list("rugby") }, { other: text("golf") }, {}],
  },
  {
    source: strings,
    policy: { interests: [{ "anything-but": { prefix: "bas" } }] },
    taken: [{ interests: text("rugby") }],
    left: [{ interests: text("baseball") }, { interests: text("basketball") }],
  },
  {
    source: strings,
    policy: { interests: [{ prefix: "bas" }], place: [{ suffix: "ball" }], name: [{ "equals-ignore-case": "Ann" }] },
    taken: [{ interests: text("baseball"), place: text("ball"), name: text("aNN") }],
    left: [
      { interests: text("rugby"), place: text("ball"), name: text("ann") },
      { interests: text("baseball"), place: text("balls"), name: text("ann") },
      { interests: text("baseball"), place: text("ball"), name: text("anna") },
    ],
  },
  {
    // "The following … example removes the FilterPolicy attribute"
    source: `${guide}/example_sns_SetSubscriptionAttributes_section.html`,
    policy: {},
    taken: [{ store: text("fans") }, {}],
    left: [],
  },
  {
    source: keys,
    policy: { store: [{ exists: true }] },
    taken: [{ store: text("fans") }, { store: list("a") }],
    left: [{ interests: text("golf") }, { store: bytes }, { store: list() }, {}],
  },
  {
    source: keys,
    policy: { store: [{ exists: false }] },
    taken: [{ interests: text("golf") }],
    // "An empty set of attributes results in the filter not matching."
    left: [{ store: text("fans") }, {}],
  },
  {
    source: numbers,
    policy: { price: [301.5] },
    taken: [{ price: number(301.5) }, { price: number("3.015e2") }],
    left: [{ price: number(301) }, { price: text("301.5") }],
  },
  {
    source: numbers,
    policy: { price: [{ numeric: [">", 0, "<=", 150] }, { numeric: ["=", 500] }] },
    taken: [{ price: number(0.1) }, { price: number(150) }, { price: number(500) }],
    left: [{ price: number(0) }, { price: number(151) }, { price: text("100") }],
  },
  {
    source: numbers,
    policy: { price: [{ "anything-but": [100, 500] }] },
    // "because it contains a value that isn't 100 or 500"
    taken: [{ price: number(101) }, { price: { DataType: "Number.Array", StringValue: "[100, 50]" } }],
    left: [{ price: number(100) }],
  },
  {
    source: logic,
    policy: { event: ["order"], $or: [{ store: ["a"] }, { price: [{ numeric: ["<", 0] }] }] },
    taken: [
      { event: text("order"), store: text("a") },
      { event: text("order"), price: number(-1) },
    ],
    left: [{ event: text("order") }, { store: text("a") }, { event: text("order"), price: number(1) }],
  },
  {
    source: constraints,
    // "You must double-escape certain special characters": in JavaScript's text, that is one more backslash.
    policy: { name: ['a\\"b', "c\\\\d"], flag: [true, null] },
    taken: [
      { name: text('a"b'), flag: list(true) },
      { name: text("c\\d"), flag: list(null) },
    ],
    left: [{ name: text('a"b'), flag: text("true") }],
  },
  {
    source: constraints,
    policy: { name: ['a"b'] },
    taken: [],
    left: [{ name: text('a"b') }],
  },
];

describe("aws: the filter policy of a subscription", () => {
  let aws: Deployment;
  let topic: Deployed;
  let client: SNSClient;
  beforeEach(async () => {
    aws = await openAws();
    topic = await deployTopic(aws);
    // The API has its address with the first queue.
    await subscribeQueue(aws, topic, "all");
    client = await openSns(aws);
  });
  afterEach(async () => {
    await aws.stop();
    client.destroy();
  });

  it("takes what the vendor's pages say that it takes", async () => {
    for (const [index, { source, policy, taken, left }] of cases.entries()) {
      const filterPolicy = JSON.stringify(policy);
      const { queue, subscription } = await subscribeQueue(aws, topic, `q${index}`, { filterPolicy });
      for (const attributes of [...taken, ...left]) {
        const MessageAttributes = { ...attributes };
        await client.send(
          new PublishCommand({ TopicArn: topic.id, Message: JSON.stringify(attributes), MessageAttributes }),
        );
      }

      const found = (await messagesIn(aws, queue)).map(({ Body = "" }) => JSON.parse(Body).Message);
      const expected = taken.map((attributes) => JSON.stringify(attributes));
      assert.deepEqual(found, expected, `${filterPolicy} ${source}`);
      await aws.remove(subscription);
    }
  }).timeout(20_000);

  it("is in force in its changed form", async () => {
    const filterPolicy = JSON.stringify({ kind: ["one"] });
    const { queue, subscription } = await subscribeQueue(aws, topic, "filtered", {
      ...{ filterPolicy, filterPolicyScope: "MessageAttributes" },
    });
    const publish = () =>
      client.send(new PublishCommand({ TopicArn: topic.id, Message: "two", MessageAttributes: { kind: text("two") } }));
    await publish();
    assert.equal((await messagesIn(aws, queue)).length, 0);

    await aws.update(subscription, { ...subscription.inputs, filterPolicy: JSON.stringify({ kind: ["two"] }) });
    await publish();

    assert.equal((await messagesIn(aws, queue)).length, 1);
  });
});
