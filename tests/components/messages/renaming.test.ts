import assert from "node:assert/strict";
import { type AnySet, type Cloud, clouds, functionSet, queue, topic, type } from "fourfold";
import type { EvaluatedStack } from "fourfold/testing";
import { pair } from "../fixtures/sample.ts";
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

  it("are others without `was`", async () => {
    const first = await deployed("aws", before);

    const second = await deployed("aws", forgotten, first);

    assert.notDeepEqual(keepers(second), keepers(first));
  });
});
