/** A price from a quantity on: each tier's price is paid only for what is within it. */
export interface Tier {
  /** In units. The first tier starts from 0. */
  readonly from: number;
  /** US dollars for as many units as the price is `per`. */
  readonly usd: number;
}

/** Whether there can be so much of something. */
export const isQuantity = (quantity: number): boolean => Number.isFinite(quantity) && quantity >= 0;

/** @throws RangeError when it is not a finite number from 0 on: an error of whoever computed it, which no bill may hide. */
export function checkQuantity(quantity: number, name = "A quantity"): number {
  if (isQuantity(quantity)) return quantity;
  throw new RangeError(`${name} is ${quantity}, and not a number from 0 on.`);
}

/**
 * What a quantity costs, in US dollars.
 *
 * @param quantity - In units, after what an allowance leaves out.
 * @param per - The number of units that the tiers' prices are for.
 * @param tiers - Ascending, the first from 0.
 * @throws RangeError when the quantity is not a finite number from 0 on.
 */
export function cost(quantity: number, per: number, tiers: readonly Tier[]): number {
  checkQuantity(quantity);
  return tiers.reduce((total, { from, usd }, index) => {
    const end = tiers[index + 1]?.from ?? Number.POSITIVE_INFINITY;
    const within = Math.max(0, Math.min(quantity, end) - from);
    return total + (within / per) * usd;
  }, 0);
}
