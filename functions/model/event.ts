import * as v from "valibot";

/** Something that has happened in the shop. */
export const ShopEvent = v.strictObject({
  kind: v.picklist(["fulfilled"]),
  /** The order's id. An event can come twice: by the id, each can be handled once. */
  order: v.string(),
  /** The country that the order goes to, as two capital letters (ISO 3166-1). */
  country: v.string(),
  /** What it costs, with tax and delivery. */
  total: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
});

/** @see ShopEvent */
export type ShopEvent = v.InferOutput<typeof ShopEvent>;
