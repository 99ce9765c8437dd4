import * as v from "valibot";

const Whole = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** What an order has taken, until it is decided. */
const Hold = v.strictObject({ user: v.string(), quantity: Whole, since: v.string() });

/**
 * How many of a product there are for sale, and what orders have taken that are not decided yet. Both change in one write, and an order
 * stands under its id: so what is done twice for an order, because an answer was lost, is done once.
 */
export const StockLevel = v.strictObject({
  product: v.string(),
  available: Whole,
  /** By the ids of orders. Those of one product fit into an item as long as they are less than about 3,000. */
  holds: v.record(v.string(), Hold),
});

/** @see StockLevel */
export type StockLevel = v.InferOutput<typeof StockLevel>;

/** What an order takes of a product. */
export interface Taking {
  readonly order: string;
  readonly user: string;
  readonly quantity: number;
}

/** The stock when an order has taken something, or nothing when there is too little. */
export function hold(level: StockLevel, { order, user, quantity }: Taking): StockLevel | undefined {
  if (level.holds[order] !== undefined) return level;
  if (level.available < quantity) return undefined;
  const since = new Date().toISOString();
  const holds = { ...level.holds, [order]: { user, quantity, since } };
  return { ...level, available: level.available - quantity, holds };
}

/** The stock when an order is decided: what it has taken is sold, or there again. */
export function end(level: StockLevel, order: string, how: "sold" | "returned"): StockLevel {
  const { [order]: held, ...holds } = level.holds;
  if (held === undefined) return level;
  return { ...level, available: level.available + (how === "returned" ? held.quantity : 0), holds };
}
