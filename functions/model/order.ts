import * as v from "valibot";
import { Basket } from "./prices/quote.ts";

const Amount = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** What a customer sends to buy it: the basket, and what the bank calls the card. What it costs the shop says itself. */
export const Checkout = v.strictObject({
  ...Basket.entries,
  payment: v.pipe(v.string(), v.regex(/^tok_[a-z]{1,40}$/, "must be a token of the bank: tok_…")),
});

/** @see Checkout */
export type Checkout = v.InferOutput<typeof Checkout>;

/** An order: what was bought, for how much, and what has become of it. */
export const Order = v.strictObject({
  ...Checkout.entries,
  /** Sorts by time. */
  id: v.string(),
  placedAt: v.string(),
  state: v.picklist(["placed", "fulfilled", "refused"]),
  /** Why it was refused. */
  reason: v.optional(v.string()),
  goods: Amount,
  shipping: Amount,
  tax: Amount,
  /** With tax and delivery. */
  total: Amount,
});

/** @see Order */
export type Order = v.InferOutput<typeof Order>;

/** What stands in the one table of orders, whatever it is. */
const place = {
  /** Whose it is: the partition. */
  user: v.string(),
  /** Its place there: `order#<id>`, or `key#<key>`. */
  entry: v.string(),
  /** The day of an order, by which reports find it. Nothing else has one, and so is not in that index. */
  day: v.optional(v.string()),
  /** In seconds since 1970. */
  expires: v.optional(v.number()),
};

/** An item of the table of orders: an order, or the key that it was placed with. */
export const OrderEntry = v.variant("kind", [
  v.strictObject({ ...place, ...Order.entries, kind: v.literal("order") }),
  /** Says which order was placed with an idempotency key, and a digest of what was sent with it. */
  v.strictObject({ ...place, kind: v.literal("key"), order: v.string(), digest: v.string() }),
]);

/** @see OrderEntry */
export type OrderEntry = v.InferOutput<typeof OrderEntry>;

/** An order that waits to be fulfilled. */
export const Placed = v.strictObject({ user: v.string(), order: v.string() });

/** @see Placed */
export type Placed = v.InferOutput<typeof Placed>;
