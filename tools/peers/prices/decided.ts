import { agrees, type ComparedPrice } from "./compared.ts";

/** What is decided about prices that differ. */
export interface PriceDecision {
  /** As in {@link ComparedPrice}. */
  readonly about: readonly string[];
  /** Why ours stays, as a sentence. */
  readonly why: string;
}

export const decidedPrices: readonly PriceDecision[] = [
  {
    about: ["gcp.loadbalancer.rules, us-central1"],
    why: "Ours is for the first five rules together, theirs for each one after these.",
  },
  {
    about: ["gcp.run.instance.cpu, europe-west3", "gcp.run.instance.memory, europe-west3"],
    why: "Theirs is of July 2024; ours is the tier 2 of Google's page of September 2026, which for memory nobody has seen.",
  },
];

/** Prices that differ and about which nobody has decided, and decisions about prices that agree. */
export function undecidedPrices(
  prices: readonly ComparedPrice[],
  decided: readonly PriceDecision[] = decidedPrices,
): readonly string[] {
  const known = decided.flatMap(({ about }) => about);
  const open = prices
    .filter((price) => !agrees(price) && !known.includes(price.about))
    .map(({ about, ours, unit, theirs }) => {
      const listed = [...new Set(theirs.map(({ usd }) => usd))].join(", ");
      return `${about} costs ${ours} per ${unit} with us, and ${listed} with Infracost: nobody has decided about it`;
    });
  const gone = known
    .filter((about) => !prices.some((price) => price.about === about && !agrees(price)))
    .map((about) => `${about} does not differ any more; take it out of tools/peers/prices/decided.ts`);
  return [...open, ...gone];
}
