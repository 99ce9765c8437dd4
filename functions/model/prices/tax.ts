import * as v from "valibot";
import type { BasisPoints } from "./money.ts";

/** The tax class of a product. */
export type TaxClass = "standard" | "reduced";

const Rate = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(10_000));

/** The tax rates of each country the shop delivers to, in basis points, by the country's two letters (ISO 3166-1). */
export const TaxTable = v.record(
  v.pipe(v.string(), v.regex(/^[A-Z]{2}$/)),
  v.object({ standard: Rate, reduced: Rate }),
);

/** @see TaxTable */
export type TaxTable = v.InferOutput<typeof TaxTable>;

/** The rate for a kind of product in a country, or `undefined` where the shop does not deliver. */
export function taxRate(taxes: TaxTable, country: string, taxClass: TaxClass): BasisPoints | undefined {
  return Object.hasOwn(taxes, country) ? taxes[country]?.[taxClass] : undefined;
}
