import * as v from "valibot";
import type { Amount } from "./money.ts";

const Whole = v.pipe(v.number(), v.integer(), v.minValue(0));

/** What delivery costs, without tax. */
export const ShippingTable = v.object({
  /** Goods of this amount, without tax, are delivered free. */
  freeFrom: Whole,
  /** Prices by weight, the lightest first. What is heavier than the last cannot be sent. */
  steps: v.array(v.object({ upTo: Whole, home: Whole, abroad: Whole })),
  /** The country that parcels are sent from. */
  home: v.string(),
});

/** @see ShippingTable */
export type ShippingTable = v.InferOutput<typeof ShippingTable>;

/**
 * The price of a delivery, without tax.
 *
 * @param weight - In grams.
 * @returns `undefined` when the parcel is too heavy to be sent.
 */
export function shippingPrice(
  { steps, home, freeFrom }: ShippingTable,
  country: string,
  goods: Amount,
  weight: number,
): Amount | undefined {
  const step = steps.find(({ upTo }) => weight <= upTo);
  if (step === undefined) return undefined;
  if (goods >= freeFrom) return 0;
  return country === home ? step.home : step.abroad;
}
