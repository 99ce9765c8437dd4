/**
 * Money is a whole number of minor units: 1,990 is 19.90 euros. Every price of the shop is in one currency, and no
 * amount is ever a fraction, so sums are exact.
 */
export type Amount = number;

/** The currency of every amount. */
export const currency = "EUR";

/** A share in basis points: 1,900 is 19 %. A whole number, since 0.19 cannot be written exactly in binary. */
export type BasisPoints = number;

const whole = 10_000n;

function toAmount(value: bigint): Amount {
  const amount = Number(value);
  if (Number.isSafeInteger(amount)) return amount;
  throw new RangeError(`${value} is too large an amount.`);
}

/** Some amounts added up. */
export function sum(amounts: Iterable<Amount>): Amount {
  let total = 0n;
  for (const amount of amounts) total += BigInt(amount);
  return toAmount(total);
}

/** An amount, several times. */
export function times(amount: Amount, quantity: number): Amount {
  return toAmount(BigInt(amount) * BigInt(quantity));
}

/**
 * A share of an amount that is not negative, rounded half to even ("banker's rounding"): 0.5 becomes 0, 1.5 becomes 2.
 * Halves fall to either side equally often, so many roundings do not drift.
 */
export function shareOf(amount: Amount, share: BasisPoints): Amount {
  const product = BigInt(amount) * BigInt(share);
  const floor = product / whole;
  const twice = (product % whole) * 2n;
  const up = twice > whole || (twice === whole && floor % 2n === 1n);
  return toAmount(up ? floor + 1n : floor);
}
