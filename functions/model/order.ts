import * as v from "valibot";
import { Basket } from "./quote.ts";

/** An order as it waits to be fulfilled: the basket, and the price that the customer was quoted. */
export const Order = v.strictObject({
  ...Basket.entries,
  /** With tax and delivery. */
  total: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
});

/** @see Order */
export type Order = v.InferOutput<typeof Order>;
