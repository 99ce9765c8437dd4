import { type Driver, type Environment, openLinks } from "../../kit/runtime/links.ts";

/** What is timed: both faces of a queue or a topic, under one pair of names. */
export interface Sending {
  one(item: unknown): Promise<unknown>;
  many(items: readonly unknown[]): Promise<unknown>;
}

/** What a process is asked to send. */
export interface Task {
  readonly face: keyof Sending;
  /** How many calls it makes. */
  readonly calls: number;
  /** How many of them are under way at the same time. */
  readonly parallel: number;
}

/** What a task took, in milliseconds. */
export interface Timed {
  readonly whole: number;
  /** Each call, from the call until its answer. */
  readonly calls: readonly number[];
}

/** As many messages as every cloud takes at a time. */
export const manyAtOnce = 10;

/** The item of every message. */
export const order = {
  customer: "ada",
  items: [
    { sku: "tea-pot", quantity: 2, price: 1999 },
    { sku: "cup-blue", quantity: 6, price: 450 },
  ],
};

const orders = Array.from({ length: manyAtOnce }, () => order);

/** How many messages a task sends. */
export function messagesOf({ face, calls }: Task): number {
  return face === "one" ? calls : calls * manyAtOnce;
}

const links = { orders: { kind: "queue", verbs: ["send"] } } as const;

/** Opens a driver as functions do, and names both faces as tasks do, whatever it has opened. */
export function openSending(open: Driver, environment: Environment): Sending {
  const { orders } = openLinks("The benchmark", links, { queue: open }, environment).handed;
  const { send, sendMany, publish, publishMany } = Object(orders);
  return { one: send ?? publish, many: sendMany ?? publishMany };
}

/** Sends, and says how long it took. Also runs in a Worker. */
export async function timeTask(sending: Sending, { face, calls, parallel }: Task): Promise<Timed> {
  const took: number[] = [];
  const callOnce = () => (face === "one" ? sending.one(order) : sending.many(orders));
  let left = calls;
  const callAgain = async () => {
    while (left > 0) {
      left--;
      const start = performance.now();
      await callOnce();
      took.push(performance.now() - start);
    }
  };
  const start = performance.now();
  await Promise.all(Array.from({ length: parallel }, callAgain));
  return { whole: performance.now() - start, calls: took };
}
