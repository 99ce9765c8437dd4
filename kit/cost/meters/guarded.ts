import { UnreadableInput } from "../resources/inputs.ts";
import type { Meter, Reading } from "./contract.ts";

/** Whether a resource has a setting whose price the book does not know. */
type HasUnknownPrice = (reading: Reading, property: string) => boolean;

/** Settings whose prices the book does not know, by their properties. */
export type UnknownPrices = Readonly<Record<string, HasUnknownPrice>>;

/** The price is unknown as soon as something is said of the property. */
export const isSaid: HasUnknownPrice = ({ inputs }, property) => inputs.has(property);

/** The price is unknown as soon as a list has something in it. */
export const isListed: HasUnknownPrice = ({ inputs }, property) => inputs.list(property).length > 0;

/** The price is unknown where the property is on. */
export const isOn: HasUnknownPrice = ({ inputs }, property) => inputs.flag(property);

const unknownIn = (unknown: UnknownPrices, reading: Reading): string | undefined =>
  Object.keys(unknown).find((property) => unknown[property]?.(reading, property) === true);

/** A meter of what only some resources of a type pay for. */
export function onlyWhere(isPaid: (reading: Reading) => boolean, { price, quantity }: Meter): Meter {
  const priceOf = typeof price === "string" ? () => price : price;
  return { price: (reading) => (isPaid(reading) ? priceOf(reading) : undefined), quantity };
}

/** Whether all prices are known. What cannot be read has been reported by the first of the meters. */
function isKnown(unknown: UnknownPrices, reading: Reading): boolean {
  try {
    return unknownIn(unknown, reading) === undefined;
  } catch (error) {
    if (error instanceof UnreadableInput) return false;
    throw error;
  }
}

/**
 * Meters of a resource that is not priced at all while it has a setting whose price the book does not know: it would be priced as
 * something else. That is reported once, by the first of them.
 */
export function guarded(unknown: UnknownPrices, meters: readonly Meter[]): readonly Meter[] {
  const refusal: Meter = {
    price(reading) {
      const property = unknownIn(unknown, reading);
      if (property === undefined) return undefined;
      throw new UnreadableInput(property, "changes the price in a way that the book does not know");
    },
    quantity: () => 0,
  };
  return [refusal, ...meters.map((meter) => onlyWhere((reading) => isKnown(unknown, reading), meter))];
}
