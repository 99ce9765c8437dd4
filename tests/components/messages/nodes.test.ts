import assert from "node:assert/strict";
import { Resource } from "@pulumi/pulumi";
import { type Cloud, clouds, type PerCloud } from "fourfold";
import type { FunctionSetNodes } from "fourfold/components";
import { mail } from "../fixtures/sample.ts";
import { deployMessages } from "./deployment.ts";

/** Names of what components have made, as users reach it. */
function namesOf(nodes: unknown): unknown {
  if (Resource.isInstance(nodes)) return "__name" in nodes ? nodes.__name : "";
  return Object.fromEntries(Object.entries(Object(nodes)).map(([name, node]) => [name, namesOf(node)]));
}

async function deployMail(cloud: Cloud) {
  const made: FunctionSetNodes[] = [];
  const stack = await deployMessages(cloud, mail, { inspect: ({ nodes }) => made.push(nodes) });
  assert.equal(stack.error, undefined);
  const [nodes] = made;
  assert.ok(nodes);
  return { stack, nodes };
}

/** Names that are released stay: programs hold what they name. */
const expected: PerCloud<object> = {
  aws: {
    letters: {
      queue: "mail-letters-queue",
      deadLetters: "mail-letters-dead-letters",
      redrive: "mail-letters-redrive",
    },
    sent: { topic: "mail-sent-topic" },
    feed: { access: "mail-copies-delivery-access", subscription: "mail-copies-delivery-subscription" },
    delivery: { mapping: "mail-letters-delivery-mapping" },
  },
  gcp: {
    letters: {
      topic: "mail-letters-topic",
      deadLetters: "mail-letters-dead-letters",
      deadLettersKept: "mail-letters-dead-letters",
      agentAccess: "mail-letters-agent-access",
    },
    sent: { topic: "mail-sent-topic" },
    feed: {
      subscription: "mail-copies-delivery-subscription",
      agentAccess: "mail-copies-delivery-agent-access",
      fed: "mail-copies-delivery-fed",
      fedAgentAccess: "mail-copies-delivery-fed-agent-access",
    },
    delivery: {
      account: "mail-letters-delivery-account",
      access: "mail-letters-delivery-access",
      subscription: "mail-letters-delivery-subscription",
      agentAccess: "mail-letters-delivery-agent-access",
    },
  },
  azure: {
    letters: { queue: "mail-letters-queue", deadLetters: "mail-letters-dead-letters" },
    sent: { topic: "mail-sent-topic" },
    feed: { subscription: "mail-copies-delivery-subscription", rule: "mail-copies-delivery-rule" },
    delivery: {},
  },
  cloudflare: {
    letters: { queue: "mail-letters-queue", deadLetters: "mail-letters-dead-letters" },
    sent: {},
    feed: {},
    delivery: { consumer: "mail-letters-delivery-consumer" },
  },
};

describe("what queues, topics and deliveries are made of", () => {
  for (const cloud of clouds) {
    it(`is reached by name on ${cloud}`, async () => {
      const { nodes } = await deployMail(cloud);

      const { queues, topics, deliveries } = nodes;
      const reached = {
        letters: namesOf(queues.letters?.nodes[cloud]),
        // On Cloudflare a topic is the queues that it feeds.
        sent: namesOf(Reflect.get(topics.sent?.nodes ?? {}, cloud)),
        feed: namesOf(deliveries.copies?.nodes[cloud]),
        delivery: namesOf(deliveries.letters?.nodes[cloud]),
      };
      assert.deepEqual(reached, expected[cloud]);
    });

    it(`stands below its component on ${cloud}`, async () => {
      const { stack } = await deployMail(cloud);

      const components = stack.resources.filter(({ type }) => /^fourfold:index:(?:Queue|Topic|Delivery)$/.test(type));
      assert.equal(components.length, 7);
      const outside = stack.resources.filter(({ name, provider, parent }) => {
        const own = components.filter((component) => name.startsWith(`${component.name}-`));
        return provider !== undefined && own.length > 0 && !own.some(({ urn }) => urn === parent);
      });
      assert.deepEqual(
        outside.map(({ name }) => name),
        [],
      );
    });
  }
});
