/** What must compile of queues and topics, and what must not: `npm run check:types` fails when a line marked as wrong is accepted. */
import { from, functionSet, queue, topic, type } from "fourfold";
import { consumer, http } from "fourfold/runtime";
import * as v from "valibot";

const Order = v.object({ id: v.string(), status: v.picklist(["open", "done"]), total: v.number() });
interface Event {
  readonly kind: "created" | "changed" | "cancelled";
  readonly region: string;
  readonly note?: string;
  readonly size: number;
}
const root = "file:///shop/shop.ts";
const h = { handler: "./x.ts" } as const;

const shop = functionSet("shop", {
  root,
  resources: {
    placed: queue(Order, {
      attempts: 5,
      timeLimit: "2 minutes",
      backoff: { from: "10 seconds", to: "10 minutes" },
      keepFor: "4 days",
      delays: true,
    }),
    events: topic(type<Event>(), { attributes: ["kind", "region", "note"] }),
    audit: queue(type<Event>(), { from: { topic: "events", where: { kind: ["cancelled"], note: { exists: true } } } }),
  },
  functions: {
    api: { ...h, http: true, links: { placed: ["send"], audit: ["send"], events: ["publish"] } },
    fulfil: {
      ...h,
      consumes: { queue: "placed", batch: 10, within: "5 seconds", parallel: 4 },
      links: { events: ["publish"] },
    },
    auditor: { ...h, consumes: "audit" },
    notify: {
      ...h,
      subscribes: { topic: "events", where: { kind: ["created", "changed"], region: { prefix: "eu-" } }, attempts: 7 },
    },
    all: { ...h, subscribes: "events" },
  },
  routes: { "/*": "api" },
  exports: { placed: ["send"], events: ["publish", "subscribe"] },
});

http(shop, "api", ({ placed, audit, events }) => ({
  async fetch() {
    const order = { id: "1", status: "open", total: 1 } as const;
    (await placed.send(order, { after: "5 minutes", attributes: { by: "web" } })).id satisfies string;
    await placed.sendMany([order]);
    await events.publish({ kind: "created", region: "eu", size: 3 });
    await events.publishMany([]);
    await audit.send({ kind: "created", region: "eu", size: 3 });
    // @ts-expect-error - this queue has no delays
    await audit.send({ kind: "created", region: "eu", size: 3 }, { after: "1 minute" });
    // @ts-expect-error - not an item
    await placed.send({ id: "1" });
    // @ts-expect-error - a value that cannot be
    await events.publish({ kind: "creatd", region: "eu", size: 3 });
    // @ts-expect-error - an attribute that is not a string
    await placed.send(order, { attributes: { count: 1 } });
    return new Response();
  },
}));
consumer(shop, "fulfil", ({ events }) => async (order, { message, log, reject, retryAfter }) => {
  order.total satisfies number;
  message.attempt satisfies number;
  message.enqueuedAt satisfies Date;
  log.info(message.id);
  if (order.status === "done") return reject("It is done.");
  if (order.total > 1) retryAfter("5 minutes");
  await events.publish({ kind: "created", region: "eu", size: 3 });
  // @ts-expect-error - not linked
  await events.send(order);
});
consumer(shop, "auditor", () => async (event, context) => {
  event.kind satisfies "created" | "changed" | "cancelled";
  // @ts-expect-error - this queue has no delays
  context.retryAfter("1 minute");
});
consumer(shop, "notify", () => (event) => {
  event.region satisfies string;
});
// @ts-expect-error - not a consumer
consumer(shop, "api", () => async () => {});

functionSet("other", {
  root,
  resources: { events: from(shop, "events"), placed: from(shop, "placed") },
  functions: {
    watch: { ...h, subscribes: { topic: "events", where: { kind: "cancelled" } }, links: { placed: ["send"] } },
  },
});

const inner = functionSet("inner", {
  root,
  resources: { e: topic(type<Event>()) },
  functions: {},
  exports: { e: ["publish"] },
});
// @ts-expect-error - its owner lets nobody subscribe
functionSet("x", { root, resources: { e: from(inner, "e") }, functions: { a: { ...h, subscribes: "e" } } });
// @ts-expect-error - a queue of another set
functionSet("x", { root, resources: { placed: from(shop, "placed") }, functions: { a: { ...h, consumes: "placed" } } });

// @ts-expect-error - a default: input is not output
queue(v.object({ id: v.string(), n: v.optional(v.number(), 3) }));
// @ts-expect-error - a transform
queue(v.pipe(v.string(), v.transform(Number)));
// @ts-expect-error - misspelt option of a queue
queue(Order, { atempts: 3 });
// @ts-expect-error - an unknown unit
queue(Order, { timeLimit: "10 sec" });
// @ts-expect-error - an attribute of a number
topic(type<Event>(), { attributes: ["size"] });
// @ts-expect-error - misspelt option of a topic
topic(type<Event>(), { atributes: ["kind"] });

const changes = topic(type<Event>(), { attributes: ["kind"] });
const placed = queue(Order);
// @ts-expect-error - two triggers
functionSet("x", { root, resources: { placed }, functions: { a: { ...h, http: true, consumes: "placed" } } });
// @ts-expect-error - consumes nothing that is there
functionSet("x", { root, resources: { placed }, functions: { a: { ...h, consumes: "plac" } } });
// @ts-expect-error - consumes a topic
functionSet("x", { root, resources: { changes }, functions: { a: { ...h, consumes: "changes" } } });
const one = { ...h, consumes: "placed" } as const;
const other = { ...h, consumes: { queue: "placed" } } as const;
// @ts-expect-error - two consumers
functionSet("x", { root, resources: { placed }, functions: { one, other } });
const region = { ...h, subscribes: { topic: "changes", where: { region: "eu" } } } as const;
// @ts-expect-error - filter on an undeclared attribute
functionSet("x", { root, resources: { changes }, functions: { region } });
const kind = { ...h, subscribes: { topic: "changes", where: { kind: ["creatd"] } } } as const;
// @ts-expect-error - filter on a value that cannot be
functionSet("x", { root, resources: { changes }, functions: { kind } });
// @ts-expect-error - misspelt in a trigger
functionSet("x", { root, resources: { placed }, functions: { a: { ...h, consumes: { queue: "placed", bacth: 3 } } } });
const web = { ...h, http: true } as const;
const lost = queue(type<Event>(), { from: { topic: "chang" } });
// @ts-expect-error - a fan-out from nothing
functionSet("x", { root, resources: { changes, lost }, functions: { web } });
const undeclared = queue(type<Event>(), { from: { topic: "changes", where: { region: "x" } } });
// @ts-expect-error - a fan-out with an undeclared attribute
functionSet("x", { root, resources: { changes, undeclared }, functions: { web } });
const different = queue(Order, { from: { topic: "changes" } });
// @ts-expect-error - a fan-out of other items
functionSet("x", { root, resources: { changes, different }, functions: { web } });
// @ts-expect-error - a route to a consumer
functionSet("x", { root, resources: { placed }, functions: { one }, routes: { "/*": "one" } });
// @ts-expect-error - a verb that the kind does not have
functionSet("x", { root, resources: { placed }, functions: { a: { ...h, http: true, links: { placed: ["read"] } } } });
