import type { Meter, Reading } from "./contract.ts";

/** A meter of what only some resources of a type pay for. */
export function onlyWhere(isPaid: (reading: Reading) => boolean, { price, quantity }: Meter): Meter {
  const priceOf = typeof price === "string" ? () => price : price;
  return { price: (reading) => (isPaid(reading) ? priceOf(reading) : undefined), quantity };
}
