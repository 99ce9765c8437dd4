import type { Can } from "fourfold";
import { TableError } from "fourfold/runtime";
import type { Order, OrderEntry } from "../model/order.ts";
import type { shop } from "../shop.ts";
import { contended } from "./contended.ts";
import type { PageOf, PageWish } from "./page.ts";

/** How long an idempotency key is known, in seconds. */
const keyLife = 86_400;

type Reads = Can<typeof shop, { orders: ["read"] }>;
type OrderItem = Extract<OrderEntry, { readonly kind: "order" }>;

const placeOf = (user: string, id: string) => ({ user, entry: `order#${id}` });
const placeOfKey = (user: string, key: string) => ({ user, entry: `key#${key}` });

function toOrder({ user: _, entry: __, day: ___, expires: ____, kind: _____, ...order }: OrderItem): Order {
  return order;
}

function toOrders(entries: readonly { readonly value: OrderEntry }[]): readonly Order[] {
  return entries.flatMap(({ value }) => (value.kind === "order" ? [toOrder(value)] : []));
}

/** What an idempotency key was used for. */
export interface UsedKey {
  readonly order: string;
  readonly digest: string;
}

/** Whose order is placed, and with which idempotency key. */
export interface Placing {
  readonly user: string;
  readonly key: string;
  /** Of what was sent with the key. */
  readonly digest: string;
}

/**
 * Orders, for whoever may read them. They and the idempotency keys that they were placed with are in one table, by the user: a transaction
 * has to be of one partition, and an order without its key would be placed twice. An order is read by `order#<id>`, a user's orders by the
 * prefix `order#`, from the end on, since ids sort by time; those of a day by the index, which keys are not in.
 */
export class OrderBook {
  readonly #links: Reads;

  constructor(links: Reads) {
    this.#links = links;
  }

  async get(user: string, id: string): Promise<Order | undefined> {
    const entry = (await this.#links.orders.get(placeOf(user, id)))?.value;
    return entry?.kind === "order" ? toOrder(entry) : undefined;
  }

  /** A user's orders, the newest first. */
  async page(user: string, { limit, cursor }: PageWish): Promise<PageOf<Order>> {
    const options = {
      limit,
      order: "descending",
      prefix: "order#",
      ...(cursor === undefined ? {} : { cursor }),
    } as const;
    const page = await this.#links.orders.query({ user }, options);
    const items = toOrders(page.items);
    return page.cursor === undefined ? { items } : { items, next: page.cursor };
  }

  /** The orders of a day, some at a time. Those of the last moments may be missing. */
  async *ofDay(day: string): AsyncGenerator<readonly Order[]> {
    for await (const { items } of this.#links.orders.queryIndex("byDay", { day }, { limit: 500 }))
      yield toOrders(items);
  }

  /** What a user has used an idempotency key for. */
  async ofKey(user: string, key: string): Promise<UsedKey | undefined> {
    const entry = (await this.#links.orders.get(placeOfKey(user, key)))?.value;
    return entry?.kind === "key" ? entry : undefined;
  }
}

/** Writes orders. */
export class Orders extends OrderBook {
  readonly #links: Can<typeof shop, { orders: ["read", "write"] }>;

  constructor(links: Can<typeof shop, { orders: ["read", "write"] }>) {
    super(links);
    this.#links = links;
  }

  /** Writes an order together with its key, or neither. @returns whether it was; not, when the key has been used */
  async add(order: Order, { user, key, digest }: Placing): Promise<boolean> {
    const day = order.placedAt.slice(0, 10);
    const expires = Math.floor(Date.now() / 1_000) + keyLife;
    try {
      await this.#links.orders.transact({ user }, [
        { put: { ...placeOf(user, order.id), ...order, day, kind: "order" }, ifAbsent: true },
        { put: { ...placeOfKey(user, key), order: order.id, digest, expires, kind: "key" }, ifAbsent: true },
      ]);
      return true;
    } catch (error) {
      if (error instanceof TableError && error.code === "Conflict") return false;
      throw error;
    }
  }

  /** Decides what becomes of an order that is placed, once: an order that is decided stays as it is. */
  async decide(user: string, id: string, decision: Pick<Order, "state" | "reason">): Promise<Order | undefined> {
    const decided = await contended(() =>
      this.#links.orders.update(placeOf(user, id), (entry) =>
        entry.kind === "order" && entry.state === "placed" ? { ...entry, ...decision } : entry,
      ),
    );
    return decided?.value.kind === "order" ? toOrder(decided.value) : undefined;
  }
}
