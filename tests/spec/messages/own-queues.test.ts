import assert from "node:assert/strict";
import { functionSet, queue, topic, type, withOwnQueues } from "fourfold";

interface Event {
  readonly kind: string;
}
const root = "file:///shop/shop.ts";
const handler = "./x.ts";
const events = topic(type<Event>(), { attributes: ["kind"] });

describe("a subscriber's own queue", () => {
  it("has what is said of delivery, and the function what is said of its calls", () => {
    const set = functionSet("shop", {
      ...{ root, resources: { events } },
      functions: {
        notify: {
          ...{ handler, was: ["tell"] },
          subscribes: {
            ...{ topic: "events", where: { kind: "paid" }, attempts: 7, timeLimit: "5 seconds" },
            ...{ batch: 3, within: "2 seconds", parallel: 4 },
          },
        },
        every: { handler, subscribes: "events" },
      },
    });

    const { functions, resources } = withOwnQueues(set);

    assert.deepEqual(functions, {
      notify: {
        handler,
        was: ["tell"],
        consumes: { queue: "notifyQueue", batch: 3, within: "2 seconds", parallel: 4 },
      },
      every: { handler, consumes: { queue: "everyQueue" } },
    });
    const from = { topic: "events", where: { kind: "paid" } };
    const delivery = { attempts: 7, timeLimit: "5 seconds" };
    const own = { kind: "queue", owned: true, schema: events.schema };
    assert.deepEqual(resources, {
      events,
      notifyQueue: { ...own, options: { ...delivery, from, was: ["tellQueue"] } },
      everyQueue: { ...own, options: { from: { topic: "events" }, was: [] } },
    });
  });

  it("is refused where a resource of the set has its name", () => {
    const set = functionSet("shop", {
      ...{ root, resources: { events, notifyQueue: queue(type<Event>()) } },
      functions: { notify: { handler, subscribes: "events" } },
    });

    assert.throws(() => withOwnQueues(set), {
      code: "ERR_SPEC",
      message: /"notifyQueue" is a resource of the set, and the name of the queue that the subscriber "notify" has/,
    });
  });
});
