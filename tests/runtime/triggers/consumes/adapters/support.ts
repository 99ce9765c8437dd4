import { functionSet, queue, type } from "fourfold";
import { consumer, type DelayedMessageContext } from "fourfold/runtime";

interface Order {
  readonly id: string;
}

const set = functionSet("shop", {
  root: import.meta.url,
  resources: { placed: queue(type<Order>(), { delays: true }) },
  functions: { fulfil: { handler: "./x.ts", consumes: "placed" } },
});

export const settings = {
  timeout: 5,
  consumes: { queue: "placed", attempts: 5, timeLimit: 1, backoff: { from: 10, to: 60 }, delays: true },
};

/** A message that a handler was given. */
export type Given = readonly [order: Order, message: DelayedMessageContext["message"]];

/** A consumer that remembers what it was given: it fails for the order `bad`, and gives up `wrong`. */
export function recording() {
  const given: Given[] = [];
  const definition = consumer(set, "fulfil", () => (order, { message, reject }) => {
    given.push([order, message]);
    if (order.id === "bad") throw new Error("told to");
    if (order.id === "wrong") reject("It is wrong.");
  });
  return { given, definition };
}

/** The envelope of a message, as it travels beside the item. */
export const envelope = (id: string) => JSON.stringify({ id, sent: Date.UTC(2026, 10, 29) });
