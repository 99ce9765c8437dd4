import { functionSet, queue, topic, type } from "fourfold";
import * as v from "valibot";

/** What a worker is to do with a message. */
export const deeds = [
  "tell",
  "fail",
  "fail once",
  "fail twice",
  "fail with a text",
  "reject",
  "reject at length",
  "reject and go on",
  "fail twice and reject",
  "hang",
  "never return once",
  "exit",
  "exit once",
  "publish",
  "ask",
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
  /** Whether one of the subscribers fails with it. @default false */
  readonly isTrouble?: boolean;
  /** Whether that subscriber's process ends with it, each time. @default false */
  readonly isFatal?: boolean;
}

const eu = { prefix: "eu-" } as const;
const soon = { from: "1 second", to: "2 seconds" } as const;
const tried = { attempts: 5, timeLimit: "3 seconds", backoff: soon } as const;

/** Queues and topics with every option that all four clouds have. */
export const messages = functionSet("conformance-messages", {
  root: import.meta.url,
  resources: {
    work: queue(Work, tried),
    /** For messages that would disturb others. */
    apart: queue(Work, tried),
    anything: queue(type<unknown>()),
    kept: queue(type<unknown>()),
    events: topic(type<Event>(), { attributes: ["kind", "region"] }),
    unheard: topic(type<Event>(), { attributes: ["kind"] }),
    cancelled: queue(type<Event>(), { from: { topic: "events", where: { kind: "cancelled" } } }),
  },
  functions: {
    api: {
      handler: "./handlers/api.ts",
      http: { maxBody: "1 MB" },
      links: {
        ...{ work: ["send"], apart: ["send"], anything: ["send"], kept: ["send"] },
        ...{ events: ["publish"], unheard: ["publish"] },
      },
    },
    worker: { handler: "./handlers/worker.ts", consumes: { queue: "work", batch: 5 }, links: { events: ["publish"] } },
    other: { handler: "./handlers/other.ts", consumes: { queue: "apart", batch: 5 } },
    taker: { handler: "./handlers/taker.ts", consumes: "anything" },
    every: { handler: "./handlers/subscribers/every.ts", subscribes: "events" },
    one: { handler: "./handlers/subscribers/one.ts", subscribes: { topic: "events", where: { kind: "created" } } },
    some: {
      handler: "./handlers/subscribers/some.ts",
      subscribes: { topic: "events", where: { kind: ["created", 'it\'s "odd"'] }, backoff: soon },
    },
    start: { handler: "./handlers/subscribers/start.ts", subscribes: { topic: "events", where: { region: eu } } },
    there: {
      handler: "./handlers/subscribers/there.ts",
      subscribes: { topic: "events", where: { region: { exists: true } } },
    },
    absent: {
      handler: "./handlers/subscribers/absent.ts",
      subscribes: { topic: "events", where: { region: { exists: false } } },
    },
    not: {
      handler: "./handlers/subscribers/not.ts",
      subscribes: { topic: "events", where: { kind: { not: ["created", "x"] } } },
    },
    both: {
      handler: "./handlers/subscribers/both.ts",
      subscribes: { topic: "events", where: { kind: "created", region: eu } },
    },
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
