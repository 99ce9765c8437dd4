/** What somebody can say about how something is used. */
export interface UsageKey {
  /** For people: "requests and runs". */
  readonly what: string;
  /** What is counted, with the time it is counted in, if any. */
  readonly unit: string;
  /**
   * `flow`: counted over a month, and more of it in an hour of attack. `stock`: what is there all the time. `size`: what each of
   * something has.
   */
  readonly kind: "flow" | "stock" | "size";
  /** What is taken where nobody has said anything, and then labelled as such: a small service in production. */
  readonly assumed: number;
  /** The most that there can be. @default 1e15: more than anybody uses, and few enough that amounts stay numbers */
  readonly most?: number;
}

/** All of them, each with one meaning, whatever the cloud: what is said of a function holds for each cloud that it is deployed to. */
export const usageKeys = {
  requests: { what: "requests and runs", unit: "a month", kind: "flow", assumed: 1_000_000 },
  duration: { what: "time of a request or a run", unit: "ms", kind: "size", assumed: 100 },
  memory: { what: "memory that a run uses, where that is measured", unit: "MB", kind: "size", assumed: 256 },
  cpuTime: { what: "processor time of a request or a run", unit: "ms", kind: "size", assumed: 10 },
  coldStarts: {
    what: "share of requests that start an instance",
    unit: "from 0 to 1",
    kind: "size",
    assumed: 0.01,
    most: 1,
  },
  concurrency: {
    what: "requests that an instance processes at the same time",
    unit: "requests",
    kind: "size",
    assumed: 1,
  },
  requestSize: { what: "size of a request", unit: "KB", kind: "size", assumed: 1 },
  responseSize: { what: "size of a response", unit: "KB", kind: "size", assumed: 4 },
  logSize: { what: "logs of a request or a run", unit: "KB", kind: "size", assumed: 0.5 },
  cacheMisses: {
    what: "share of requests that a cache does not answer",
    unit: "from 0 to 1",
    kind: "size",
    assumed: 0.1,
    most: 1,
  },
  steps: { what: "steps of a run of a workflow", unit: "each", kind: "size", assumed: 10 },
  externalSteps: {
    what: "steps of a run that call something outside the cloud",
    unit: "each",
    kind: "size",
    assumed: 0,
  },
  connections: {
    what: "connections that stay open, such as those of WebSockets",
    unit: "at the same time",
    kind: "stock",
    assumed: 10,
  },
  messages: { what: "messages and events", unit: "a month", kind: "flow", assumed: 1_000_000 },
  messageSize: { what: "size of a message", unit: "KB", kind: "size", assumed: 1 },
  attempts: { what: "attempts to process a message", unit: "each", kind: "size", assumed: 1.02 },
  deadLetters: {
    what: "share of messages that end as dead letters",
    unit: "from 0 to 1",
    kind: "size",
    assumed: 0.001,
    most: 1,
  },
  reads: { what: "items read", unit: "a month", kind: "flow", assumed: 2_000_000 },
  writes: { what: "items written", unit: "a month", kind: "flow", assumed: 500_000 },
  deletes: { what: "items deleted", unit: "a month", kind: "flow", assumed: 50_000 },
  itemSize: { what: "size of an item", unit: "KB", kind: "size", assumed: 1 },
  storage: { what: "data kept", unit: "GB", kind: "stock", assumed: 1 },
  accesses: { what: "readings of a secret or uses of a key", unit: "a month", kind: "flow", assumed: 10_000 },
  alerts: { what: "alarms that go off", unit: "a month", kind: "flow", assumed: 10 },
  egress: { what: "data sent to the internet", unit: "GB a month", kind: "flow", assumed: 1 },
  instanceHours: { what: "hours of instances that run", unit: "a month", kind: "flow", assumed: 730 },
} as const satisfies Readonly<Record<string, UsageKey>>;

export type UsageName = keyof typeof usageKeys;
