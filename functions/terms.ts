import type { ShippingTable } from "./model/prices/shipping.ts";
import type { TaxTable } from "./model/prices/tax.ts";

/** Rates for food and books (reduced) and everything else, in basis points. The stack binds them to `taxes`. */
export const taxes: TaxTable = {
  AT: { standard: 2_000, reduced: 1_000 },
  CH: { standard: 810, reduced: 260 },
  DE: { standard: 1_900, reduced: 700 },
  FR: { standard: 2_000, reduced: 550 },
  NL: { standard: 2_100, reduced: 900 },
};

/** What delivery costs, from Germany. The stack binds it to `shipping`. */
export const shipping: ShippingTable = {
  home: "DE",
  freeFrom: 10_000,
  steps: [
    { upTo: 2_000, home: 390, abroad: 1_290 },
    { upTo: 10_000, home: 590, abroad: 1_990 },
    { upTo: 31_500, home: 1_190, abroad: 3_990 },
  ],
};
