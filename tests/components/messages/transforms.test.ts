import assert from "node:assert/strict";
import { type Cloud, clouds } from "fourfold";
import {
  type DeliveryTransform,
  deploy,
  Foundation,
  FunctionSet,
  type QueueTransform,
  type TopicTransform,
} from "fourfold/components";
import { evaluate } from "fourfold/testing";
import { places } from "../deployment.ts";
import { changedIn, type Every, protect } from "../every-transform.ts";
import { mail } from "../fixtures/sample.ts";
import { deployMessages } from "./deployment.ts";

const queue: Every<QueueTransform> = {
  aws: { queue: protect, deadLetters: protect, redrive: protect },
  gcp: { topic: protect, deadLetters: protect, deadLettersKept: protect, agentAccess: protect },
  azure: { queue: protect, deadLetters: protect },
  cloudflare: { queue: protect, deadLetters: protect },
};
const topic: Every<TopicTransform> = { aws: { topic: protect }, gcp: { topic: protect }, azure: { topic: protect } };
const delivery: Every<DeliveryTransform> = {
  aws: { access: protect, subscription: protect, mapping: protect },
  gcp: {
    account: protect,
    access: protect,
    subscription: protect,
    agentAccess: protect,
    fed: protect,
    fedAgentAccess: protect,
  },
  azure: { subscription: protect, rule: protect },
  cloudflare: { consumer: protect },
};

/** The children of a queue that a function consumes, of the topic, and of a subscriber's delivery. */
const reached: Readonly<Record<Cloud, readonly string[]>> = {
  aws: ["letters-dead-letters", "letters-queue", "letters-redrive", "sent-topic"].concat(
    ["access", "subscription", "mapping"].map((child) => `clerk-queue-delivery-${child}`),
  ),
  gcp: ["letters-agent-access", "letters-dead-letters", "letters-dead-letters", "letters-topic", "sent-topic"].concat(
    ["access", "account", "agent-access", "fed", "fed-agent-access", "subscription"].map(
      (child) => `clerk-queue-delivery-${child}`,
    ),
  ),
  azure: ["letters-dead-letters", "letters-queue", "sent-topic"].concat(
    ["rule", "subscription"].map((child) => `clerk-queue-delivery-${child}`),
  ),
  cloudflare: ["clerk-queue-delivery-consumer", "letters-dead-letters", "letters-queue"],
};

describe("a transform of queues and topics", () => {
  for (const cloud of clouds) {
    it(`changes every child on ${cloud}, and leaves it where it was`, async () => {
      const plain = await deployMessages(cloud);

      const transform = { queues: { letters: queue }, topics: { sent: topic }, deliveries: { clerkQueue: delivery } };
      const stack = await deployMessages(cloud, mail, { transform });

      assert.equal(stack.error, undefined);
      assert.deepEqual(changedIn(stack), reached[cloud].map((name) => `mail-${name}`).toSorted());
      assert.deepEqual(stack.urns(), plain.urns());
    });
  }

  it("changes the account that Pub/Sub acts as, and the namespace of Service Bus", async () => {
    for (const [cloud, name] of [
      ["gcp", "acme-messages"],
      ["azure", "acme-messages"],
    ] as const) {
      const stack = await evaluate(() => {
        const transform = { [cloud]: { messages: protect } };
        new Foundation("acme", { cloud, ...places, messages: true }, { transform });
      });

      assert.equal(stack.error, undefined);
      assert.deepEqual(changedIn(stack), [name]);
    }
  });
});

describe("the tags of queues and topics", () => {
  for (const [cloud, property] of [
    ["aws", "tags"],
    ["gcp", "labels"],
  ] as const) {
    it(`are those of the set on ${cloud}, on everything that can have them`, async () => {
      const stack = await evaluate(() => {
        const on = new Foundation("acme", { cloud, ...places, messages: true, tags: { team: "acme" } });
        new FunctionSet(mail.name, deploy(mail, { cloud, on, protection: "destroy", tags: { cost: "mail" } }));
      });

      assert.equal(stack.error, undefined);
      const tagged = stack.resources.filter(({ type }) =>
        /^(?:aws:sqs\/queue:|aws:sns\/topic:|aws:lambda\/eventSourceMapping:|gcp:pubsub\/(?:topic|subscription):)/.test(
          type,
        ),
      );
      assert.ok(tagged.length >= 9, String(tagged.length));
      for (const { name, inputs } of tagged) {
        assert.partialDeepStrictEqual(inputs[property], { team: "acme", cost: "mail", "fourfold-set": "mail" }, name);
      }
    });
  }
});
