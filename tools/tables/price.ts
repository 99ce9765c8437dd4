import { clouds } from "fourfold";
import { readFacts } from "../../kit/cost/prices/facts.ts";
import type { Fact } from "../../kit/cost/prices/schema.ts";
import { table, titles } from "../markdown.ts";

/** The day a year before the newest reading of all: what was read before it is old, on whatever day this is asked. */
export function oldFrom(facts: readonly Fact[]): string {
  const newest = facts.reduce(
    (latest, { verified }) => (verified !== null && verified > latest ? verified : latest),
    "",
  );
  const [year, ...monthAndDay] = newest.split("-");
  return [Number(year) - 1, ...monthAndDay].join("-");
}

function doubtsOf({ verified, confidence, regions, note }: Fact, oldest: string): readonly string[] {
  const missing = Object.keys(regions).filter((region) => regions[region] === null);
  const isUnsure = confidence === "low" && missing.length < Object.keys(regions).length;
  return [
    ...(missing.length === 0 ? [] : [`not found in ${missing.join(", ")}: ${note}`]),
    ...(isUnsure ? [`not verified${note === undefined ? "" : `: ${note}`}`] : []),
    ...(verified !== null && verified < oldest ? [`read on ${verified}`] : []),
  ];
}

/** How much of the book is sure. */
export function priceSummary(): string {
  const rows = clouds.map((cloud) => {
    const facts = readFacts(cloud);
    const of = (level: Fact["confidence"]) => `${facts.filter(({ confidence }) => confidence === level).length}`;
    const prices = `${new Set(facts.map(({ id }) => id)).size}`;
    return [titles[cloud], prices, `${facts.length}`, of("high"), of("medium"), of("low")];
  });
  return table(["cloud", "prices", "facts", "of high confidence", "of medium", "of low"], rows);
}

/** The prices that somebody should read again: those that are old, were never verified, or were not found. */
export function unsurePriceTable(): string {
  const all = clouds.map((cloud) => ({ cloud, facts: readFacts(cloud) }));
  const oldest = oldFrom(all.flatMap(({ facts }) => facts));
  const rows = all.flatMap(({ cloud, facts }) =>
    facts.flatMap((fact) => {
      const doubts = doubtsOf(fact, oldest);
      const { id, regions, source } = fact;
      if (doubts.length === 0) return [];
      return [[titles[cloud], `[${id}](${source})`, Object.keys(regions).join(", "), doubts.join("; ")]];
    }),
  );
  return table(["cloud", "price", "regions", "why it is unsure"], rows);
}
