import assert from "node:assert/strict";
import { type AnySet, type Cloud, clouds, functionSet, queue, topic, type } from "fourfold";
import type { EvaluatedStack } from "fourfold/testing";
import { mail, pair } from "../fixtures/sample.ts";
import { deployMessages } from "./deployment.ts";

interface Event {
  readonly kind: string;
}

const others = { root: pair.root, functions: { site: pair.functions.site } };

/** A queue that a topic feeds, and one that is sent to. */
const before = functionSet("pair", {
  ...others,
  resources: {
    events: topic(type<Event>(), { attributes: ["kind"] }),
    audit: queue(type<Event>(), { from: { topic: "events", where: { kind: "cancelled" } } }),
    placed: queue(type<Event>()),
  },
});

const news = topic(type<Event>(), { attributes: ["kind"], was: ["events"] });
const records = { from: { topic: "news", where: { kind: "cancelled" } } } as const;

const renamed = functionSet("pair", {
  ...others,
  resources: {
    news,
    records: queue(type<Event>(), { ...records, was: ["audit"] }),
    ordered: queue(type<Event>(), { was: ["placed"] }),
  },
});

/** As somebody renames who does not know of `was`. */
const forgotten = functionSet("pair", {
  ...others,
  resources: { news, records: queue(type<Event>(), records), ordered: queue(type<Event>(), { was: ["placed"] }) },
});

const { post, carrier, clerk } = mail.functions;

/** The sample, with other names for all that its functions use. */
const office = {
  ...mail,
  resources: {
    parcels: { ...mail.resources.letters, options: { ...mail.resources.letters.options, was: ["letters"] } },
    events: topic(type<Event>(), { attributes: ["kind"], was: ["sent"] }),
  },
  functions: {
    post: { ...post, links: { parcels: ["send"] } },
    carrier: { ...carrier, consumes: "parcels", links: { events: ["publish"] } },
    clerk: { ...clerk, subscribes: { ...clerk.subscribes, topic: "events" } },
  },
  exports: {},
} as const;

/** What functions may do with queues and topics, and who may call them, by the cloud's own identifiers. */
function grants(stack: EvaluatedStack): readonly string[] {
  const own = stack.resources.filter(
    ({ name, type: own }) => /IAMMember:|RoleAssignment$/.test(own) && !/copies/.test(name),
  );
  return own.map(({ type: own, id }) => `${own} ${id}`).toSorted();
}

/** What keeps messages, by the cloud's own identifiers. */
function keepers(stack: EvaluatedStack): readonly string[] {
  const isKeeper =
    /(?:sqs\/queue:Queue|sns\/topic:Topic|pubsub\/(?:topic:Topic|subscription:Subscription)|:Queue|:Topic|servicebus:Subscription)$/;
  return stack.resources
    .filter(({ type: own }) => isKeeper.test(own) && !own.startsWith("fourfold:"))
    .map(({ type: own, id }) => `${own} ${id}`)
    .toSorted();
}

async function deployed(cloud: Cloud, set: AnySet, after?: EvaluatedStack): Promise<EvaluatedStack> {
  const stack = await deployMessages(cloud, set, after === undefined ? {} : { after });
  assert.equal(stack.error, undefined);
  return stack;
}

describe("a queue and a topic that are renamed", () => {
  for (const cloud of clouds) {
    it(`stay what they were on ${cloud}, with their messages, when \`was\` says so`, async () => {
      const first = await deployed(cloud, before);

      const second = await deployed(cloud, renamed, first);

      assert.ok(keepers(first).length >= 4);
      assert.deepEqual(keepers(second), keepers(first));
      assert.deepEqual(
        Object.keys(second.changes).filter((operation) => !["same", "update"].includes(operation)),
        [],
      );
    });
  }

  // A second one with the same content is refused on Azure, and on Google Cloud the end of the first is the end of both:
  // https://learn.microsoft.com/azure/role-based-access-control/troubleshooting#symptom---unable-to-assign-a-role,
  // https://registry.terraform.io/providers/hashicorp/google/latest/docs/resources/pubsub_topic_iam
  for (const [cloud, count] of [
    ["gcp", 9],
    ["azure", 14],
  ] as const) {
    it(`leave their functions what they may do on ${cloud}`, async () => {
      const first = await deployed(cloud, mail);

      const second = await deployed(cloud, office, first);

      assert.equal(grants(first).length, count);
      assert.deepEqual(grants(second), grants(first));
    });
  }

  it("are others without `was`", async () => {
    const first = await deployed("aws", before);

    const second = await deployed("aws", forgotten, first);

    assert.notDeepEqual(keepers(second), keepers(first));
  });
});
