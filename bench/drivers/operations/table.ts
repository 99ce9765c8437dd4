import type { Operations } from "../contract.ts";
import { order } from "./order.ts";

/** The key of an item: its partition, and what it is sorted by there. */
export interface Key {
  readonly customer: string;
  readonly id: string;
}

/** What is called of a table: ours has more. */
export interface Table {
  get(key: Key): Promise<unknown>;
  put(item: Key & typeof order): Promise<unknown>;
  query(
    partition: Pick<Key, "customer">,
    page: { readonly limit: number },
  ): Promise<{ readonly items: readonly unknown[] }>;
  increment(key: Key, counter: string): Promise<unknown>;
}

/** How many items a partition has: four pages. */
export const itemsInPartition = 100;
export const pageSize = 25;
export const counter = "views";

/**
 * Works on one item after the other of a partition of its own, which is full when each of them was put once.
 * @throws Error from `get` and `query` when they find less than there is: it would be found faster.
 */
export function tableOperations(handed: unknown): Operations {
  const table: Table = Object(handed);
  const customer = crypto.randomUUID();
  let calls = 0;
  const nextKey = () => ({ customer, id: `order-${calls++ % itemsInPartition}` });
  return {
    put: () => table.put({ ...order, ...nextKey() }),
    async get() {
      const found = await table.get(nextKey());
      if (found === undefined) throw new Error("The item was not found.");
    },
    async query() {
      const { items } = await table.query({ customer }, { limit: pageSize });
      if (items.length !== pageSize) throw new Error(`The page has ${items.length} items.`);
    },
    increment: () => table.increment(nextKey(), counter),
  };
}
