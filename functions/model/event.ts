import * as v from "valibot";

/** What an order's event says, so that nobody has to look the order up. */
const decided = {
  /** The order's id. An event can come twice: by the id, each can be handled once. */
  order: v.string(),
  /** The country that the order goes to, as two capital letters (ISO 3166-1). */
  country: v.string(),
  /** What it costs, with tax and delivery. */
  total: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
};

/** Something that has happened in the shop. */
export const ShopEvent = v.variant("kind", [
  v.strictObject({ kind: v.literal("fulfilled"), ...decided }),
  v.strictObject({ kind: v.literal("refused"), ...decided, reason: v.string() }),
  v.strictObject({ kind: v.picklist(["created", "updated"]), product: v.string() }),
]);

/** @see ShopEvent */
export type ShopEvent = v.InferOutput<typeof ShopEvent>;
