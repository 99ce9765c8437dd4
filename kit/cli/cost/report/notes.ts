import type { Costs } from "../../../cost/costs.ts";
import type { Unpriced } from "../../../cost/estimate/charges.ts";
import type { Estimate } from "../../../cost/estimate/estimate.ts";
import type { Exposure } from "../../../cost/estimate/exposure.ts";
import { timers } from "../../../cost/flows/index.ts";
import { usageKeys } from "../../../cost/meters/usage-keys.ts";
import { counted } from "../../../cost/report/format.ts";
import { assumptionsOf, type Derivation, derivationsOf, unboundedOf } from "../../../cost/report/summary.ts";

/** What a reader of amounts has to know: a sentence, and what it is about. */
export interface Note {
  readonly heading: string;
  readonly items: readonly string[];
}

const describeProperty = ({ resource: { name, type }, what, why }: Unpriced): string =>
  `${name} (${type}): \`${what}\` ${why}`;

/** What has no price: types as a whole, and what of others cannot be read. */
function describeUnpriced(unpriced: Estimate["unpriced"]): readonly string[] {
  const types = unpriced.filter(({ what }) => what === undefined);
  const byType = Map.groupBy(types, ({ resource }) => resource.type);
  return [
    ...[...byType].map(([type, all]) => `${type}, ${counted(all.length, "resource")}: ${all[0]?.why}`),
    ...unpriced.filter(({ what }) => what !== undefined).map(describeProperty),
  ];
}

/** How much of a program has a price: `94 %`. */
export const describeShare = ({ known, all }: Estimate["coverage"]): string =>
  `${all === 0 ? 100 : Math.floor((100 * known) / all)} %`;

/** The same with the number of resources: `94 % of 347 resources`. */
export const describeCoverage = (coverage: Estimate["coverage"]): string =>
  `${describeShare(coverage)} of ${counted(coverage.all, "resource")}`;

function coverageNote({ coverage, unpriced }: Estimate): Note {
  const [have, cost] = coverage.all === 1 ? ["has", "costs"] : ["have", "cost"];
  const heading = `${describeCoverage(coverage)} ${have} a price or ${cost} nothing.`;
  if (unpriced.length === 0) return { heading, items: [] };
  return { heading: `${heading} Not in the total:`, items: describeUnpriced(unpriced) };
}

/** What the amounts at the caps mean, and what is not in them. */
function exposureNotes(exposure: Exposure): readonly Note[] {
  const { responseTime, unreadable } = exposure;
  const unbounded = unboundedOf(exposure).map(
    ({ type, resources, usage }) => `${type}, ${counted(resources, "resource")}: ${usage.join(", ")}`,
  );
  const until = `for ${counted(responseTime, "hour")} (--response-time)`;
  const notes = [
    { heading: "Nothing bounds these, which can cost more (+):", items: unbounded },
    { heading: "Caps that cannot be read:", items: unreadable.map(describeProperty) },
  ];
  return [
    {
      heading: `At the caps: all that limits how much runs at a time is used up, until somebody stops it: ${until}.`,
      items: [],
    },
    ...notes.filter(({ items }) => items.length > 0),
  ];
}

function assumptionNotes(estimate: Estimate): readonly Note[] {
  const items = assumptionsOf(estimate).map(({ name, what, assumed, unit, resources }) => {
    return `${name}: ${assumed.toLocaleString("en")} ${unit} (${what}; ${counted(resources, "resource")})`;
  });
  return items.length === 0 ? [] : [{ heading: "Assumed, since nobody has said it with --usage:", items }];
}

const amount = (value: number): string => value.toLocaleString("en", { maximumSignificantDigits: 3 });

/** What nobody has to say, because the program does: each time of a schedule, and how many resources follow from others. */
function derivationNotes(estimate: Estimate): readonly Note[] {
  const derived = derivationsOf(estimate);
  const isByTimes = ({ from, isTimed }: Derivation): boolean => isTimed && from.every(({ type }) => timers.has(type));
  const timed = derived.filter((one) => isByTimes(one) && one.from.length > 0);
  const others = derived.filter((one) => !isByTimes(one));
  const items = [
    ...timed.map(({ resource, name, value, from }) => {
      const by = from.map((one) => one.name).join(" and ");
      return `${name} of ${resource.name}: ${amount(value)} ${usageKeys[name].unit}, by the times of ${by}`;
    }),
    ...[...Map.groupBy(others, ({ name }) => name)].map(
      ([name, all]) => `${name} of ${counted(all.length, "resource")}, by what leads to them`,
    ),
  ];
  return items.length === 0 ? [] : [{ heading: "Said by the program:", items }];
}

/** How old the prices are, and how sure. */
function priceNotes({ lines }: Estimate): readonly Note[] {
  const days = lines.flatMap(({ price }) => price.verified ?? []).toSorted();
  const unsure = new Set(lines.filter(({ price }) => price.confidence === "low").map(({ price }) => price.id));
  const age = `Prices read from ${days[0]} to ${days.at(-1)}, in US dollars without taxes.`;
  const sentences = [
    ...(days.length === 0 ? [] : [age]),
    ...(unsure.size === 0 ? [] : [`Unsure are those of ${[...unsure].toSorted().join(", ")}: docs/prices.md.`]),
  ];
  return sentences.length === 0 ? [] : [{ heading: sentences.join("\n"), items: [] }];
}

/** What a reader of what a program costs has to know. */
export const notesOf = ({ estimate, exposure }: Costs): readonly Note[] => [
  ...[coverageNote(estimate), ...exposureNotes(exposure)],
  ...[...derivationNotes(estimate), ...assumptionNotes(estimate), ...priceNotes(estimate)],
];

/** Notes as plain text. */
export const formatNotes = (notes: readonly Note[]): string =>
  notes.map(({ heading, items }) => [heading, ...items.map((item) => `  ${item}`)].join("\n")).join("\n\n");
