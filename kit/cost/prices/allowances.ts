import type { Allowance } from "./schema.ts";
import { checkQuantity } from "./tiers.ts";

/** The hours of a month, as vendors' calculators count them: https://aws.amazon.com/calculator/calculator-assumptions/ */
export const hoursPerMonth = 730;

/** What is free in a month. What is free on each day is all used only by a load that is the same on each of them. */
function freePerMonth({ amount, per }: Allowance): number {
  return per === "day" ? (amount * hoursPerMonth) / 24 : amount;
}

/**
 * What is left to pay for of a month's quantity. An allowance is its owner's, and not each stack's: several stacks in an account share
 * one. So it counts only as far as somebody says that it is there.
 *
 * @param share - The share of the allowance that this quantity may use, from 0 to 1. A gate works with 0.
 * @throws RangeError when the quantity is not a finite number from 0 on, or the share not one from 0 to 1.
 */
export function charged(quantity: number, allowance: Allowance | undefined, share: number): number {
  checkQuantity(quantity);
  checkQuantity(share, "The share of an allowance");
  if (share > 1) throw new RangeError(`The share of an allowance is ${share}, and more than all of it.`);
  return allowance === undefined ? quantity : Math.max(0, quantity - freePerMonth(allowance) * share);
}
