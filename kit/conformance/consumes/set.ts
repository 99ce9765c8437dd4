import { functionSet, queue, topic, type } from "fourfold";
import * as v from "valibot";

/** What a worker is to do with a message. */
export const deeds = [
  "tell",
  "fail",
  "fail once",
  "fail twice",
  "reject",
  "hang",
  "exit",
  "exit once",
  "publish",
] as const;

/** A message for the worker. */
export const Work = v.object({
  key: v.string(),
  do: v.picklist(deeds),
  content: v.optional(v.unknown()),
});

/** Something that has happened. */
export interface Event {
  readonly key: string;
  readonly kind?: string;
  readonly region?: string;
}

const eu = { prefix: "eu-" } as const;

/** Queues and topics with everything that can be said of them on all four clouds. */
export const messages = functionSet("conformance-messages", {
  root: import.meta.url,
  resources: {
    work: queue(Work, { attempts: 5, timeLimit: "3 seconds", backoff: { from: "1 second", to: "2 seconds" } }),
    kept: queue(type<unknown>()),
    events: topic(type<Event>(), { attributes: ["kind", "region"] }),
    cancelled: queue(type<Event>(), { from: { topic: "events", where: { kind: "cancelled" } } }),
  },
  functions: {
    api: {
      handler: "./handlers/api.ts",
      http: { maxBody: "1 MB" },
      links: { work: ["send"], kept: ["send"], events: ["publish"] },
    },
    worker: { handler: "./handlers/worker.ts", consumes: { queue: "work", batch: 5 }, links: { events: ["publish"] } },
    every: { handler: "./handlers/every.ts", subscribes: "events" },
    one: { handler: "./handlers/one.ts", subscribes: { topic: "events", where: { kind: "created" } } },
    some: {
      handler: "./handlers/some.ts",
      subscribes: { topic: "events", where: { kind: ["created", 'it\'s "odd"'] } },
    },
    start: { handler: "./handlers/start.ts", subscribes: { topic: "events", where: { region: eu } } },
    there: { handler: "./handlers/there.ts", subscribes: { topic: "events", where: { region: { exists: true } } } },
    absent: { handler: "./handlers/absent.ts", subscribes: { topic: "events", where: { region: { exists: false } } } },
    not: { handler: "./handlers/not.ts", subscribes: { topic: "events", where: { kind: { not: ["created", "x"] } } } },
    both: { handler: "./handlers/both.ts", subscribes: { topic: "events", where: { kind: "created", region: eu } } },
  },
  routes: { "/*": "api" },
});

/** What only three clouds have: messages for later. */
export const delays = functionSet("conformance-delays", {
  root: import.meta.url,
  resources: { later: queue(Work, { delays: true, backoff: { from: "1 second", to: "1 second" } }) },
  functions: {
    sender: { handler: "./handlers/sender.ts", http: true, links: { later: ["send"] } },
    waiter: { handler: "./handlers/waiter.ts", consumes: "later" },
  },
});
