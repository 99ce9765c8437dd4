import { type Inputs, UnreadableInput } from "../resources/inputs.ts";
import type { Guard, Guards, Reading } from "./contract.ts";

/** Ends a sentence about a property: its use has a price of its own. */
const ownPrice = "has a price that the book does not have";

/** Ends a sentence about a property: other values than this have a price. */
export const noPriceFor = (value: string): string =>
  `is ${value === "" ? "not said" : `"${value}"`}, for which the book has no price`;

/** The price is known as long as something is not so. */
export const notWhere =
  (isSo: (reading: Reading, property: string) => boolean, why = ownPrice): Guard =>
  (reading, property) =>
    isSo(reading, property) ? why : undefined;

/** The price is known as long as nothing is said of the property. */
export const unsaid: Guard = notWhere(({ inputs }, property) => inputs.has(property));

/** The price is known as long as there is nothing in a list. */
export const empty: Guard = notWhere(({ inputs }, property) => inputs.list(property).length > 0);

/** The price is known as long as the property is not on. */
export const off: Guard = notWhere(({ inputs }, property) => inputs.flag(property));

const among =
  (values: readonly string[], fallback: string): Guard =>
  ({ inputs }, property) => {
    const value = inputs.text(property, fallback);
    return values.includes(value) ? undefined : noPriceFor(value);
  };

/** The price is known of some texts, of which the property has to have one. */
export const oneOf = (...values: readonly string[]): Guard => among(values, "");

/** The price is known of some texts, of which the first is what the vendor takes where nothing is said. */
export const only = (fallback: string, ...others: readonly string[]): Guard => among([fallback, ...others], fallback);

/** @param what - What a resource of the type is: "an account". */
const notInProgram = (what: string): string => `is not that of ${what} in the program`;

/** Why some settings have no price, by the first that has none. */
export function unpricedBy(
  guards: Guards,
  reading: Reading,
): { readonly property: string; readonly why: string } | undefined {
  for (const [property, guard] of Object.entries(guards)) {
    const why = guard(reading, property);
    if (why !== undefined) return { property, why };
  }
  return undefined;
}

/**
 * The price is known as long as it is of the resource that a property has its value from, which has to be in the program.
 *
 * @param what - What such a resource is: "an account".
 */
export const leadsTo =
  (type: string, what: string, guards: Guards = {}): Guard =>
  (reading, property) => {
    const inputs = reading.from(property, type);
    if (inputs === undefined) return notInProgram(what);
    const unpriced = unpricedBy(guards, { ...reading, inputs });
    return unpriced && `is that of ${what} whose \`${unpriced.property}\` ${unpriced.why}`;
  };

/**
 * The resource of a type that a property has its value from.
 *
 * @param what - What such a resource is: "an account".
 * @throws UnreadableInput when it is not in the program
 */
export function requireFrom({ from }: Reading, property: string, type: string, what: string): Inputs {
  const found = from(property, type);
  if (found === undefined) throw new UnreadableInput(property, notInProgram(what));
  return found;
}
