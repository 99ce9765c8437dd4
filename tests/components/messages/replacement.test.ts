import assert from "node:assert/strict";
import { type AnySet, type Cloud, clouds, functionSet, queue, topic, type } from "fourfold";
import type { Protection } from "fourfold/components";
import { pair } from "../fixtures/sample.ts";
import { deployMessages } from "./deployment.ts";

interface Event {
  readonly kind: string;
}
type From = NonNullable<NonNullable<Parameters<typeof queue>[1]>["from"]>;

const subscription = "gcp:pubsub/subscription:Subscription";

/** A set with a queue that may be fed by a topic. */
const fedBy = (from?: From): AnySet =>
  functionSet("pair", {
    root: pair.root,
    functions: { site: pair.functions.site },
    resources: {
      events: topic(type<Event>(), { attributes: ["kind"] }),
      others: topic(type<Event>(), { attributes: ["kind"] }),
      audit: queue(type<Event>(), from === undefined ? {} : { from }),
    },
  });
const returned = fedBy({ topic: "events", where: { kind: "returned" } });
const refused = fedBy({ topic: "events", where: { kind: "refused" } });
const fromOthers = fedBy({ topic: "others", where: { kind: "returned" } });

/** What a preview of a set warns of where another one was deployed. */
async function warnings(cloud: Cloud, before: AnySet, after: AnySet, protection: Protection = "destroy") {
  const first = await deployMessages(cloud, before, { protection });
  assert.equal(first.error, undefined);
  const second = await deployMessages(cloud, after, { protection, after: first, preview: true });
  const warned = second.messages.filter(({ severity }) => severity === "warning");
  return { second, said: warned.map(({ message }) => message).join("\n") };
}

// "You can't change or remove the filter": https://cloud.google.com/pubsub/docs/subscription-message-filter
describe("a subscription of Google Cloud that must be replaced", () => {
  const changed: Readonly<Record<string, AnySet>> = {
    filter: refused,
    "filter, which is removed": fedBy({ topic: "events" }),
    topic: fromOthers,
  };
  for (const [what, after] of Object.entries(changed)) {
    it(`is warned of by a preview with another ${what}: what waits in it is lost`, async () => {
      const { second, said } = await warnings("gcp", returned, after);

      assert.equal(second.error, undefined);
      assert.match(
        said,
        /^Delivery "pair-audit-delivery": .*"pair-audit-delivery-fed"\. What waits in the old one is lost/,
      );
    });
  }

  it("is not warned of when nothing changes, or when a topic feeds a queue for the first time", async () => {
    for (const before of [returned, fedBy()]) {
      assert.equal((await warnings("gcp", before, returned)).said, "");
    }
  });

  it("stays in the cloud where messages are to be retained, and the preview says that it goes on delivering", async () => {
    const { said } = await warnings("gcp", returned, refused, "retain");
    const first = await deployMessages("gcp", returned, { protection: "retain" });
    const old = first.find(subscription, "pair-audit-delivery-fed");

    await deployMessages("gcp", refused, { protection: "retain", after: first });

    assert.match(said, /The old one stays with what waits in it, and goes on delivering it/);
    assert.ok(await (await first.providers.configure("gcp", {})).read({ ...old }));
  });

  it("is replaced, and leaves nothing behind, where messages are to be destroyed", async () => {
    const first = await deployMessages("gcp", returned);
    const old = first.find(subscription, "pair-audit-delivery-fed");
    const second = await deployMessages("gcp", refused, { after: first });

    assert.notEqual(second.find(subscription, "pair-audit-delivery-fed").id, old.id);
    assert.equal(await (await first.providers.configure("gcp", {})).read({ ...old }), undefined);
  });

  it("is refused where messages are protected", async () => {
    const { second } = await warnings("gcp", returned, refused, "protect");

    assert.match(second.error?.message ?? "", /pair-audit-delivery-fed.*protect/s);
  });
});

for (const cloud of clouds.filter((one) => one !== "gcp")) {
  describe(`another filter on ${cloud}`, () => {
    it("is changed in place", async () => {
      const { second, said } = await warnings(cloud, returned, refused);

      assert.deepEqual([said, second.error], ["", undefined]);
      assert.deepEqual(
        Object.keys(second.changes).filter((operation) => !["same", "update"].includes(operation)),
        [],
      );
    });
  });
}
