import type { Costs } from "../../../cost/costs.ts";
import type { Unpriced } from "../../../cost/estimate/charges.ts";
import type { Estimate } from "../../../cost/estimate/estimate.ts";
import type { Exposure } from "../../../cost/estimate/exposure.ts";
import {
  assumptionsOf,
  type Breakdown,
  breakDown,
  type Row,
  totalOf,
  unboundedOf,
} from "../../../cost/report/summary.ts";
import { formatTable } from "../../terminal/table.ts";
import { counted, formatUsd } from "./format.ts";

/** An amount that can be more, where nothing bounds a part of it. */
const formatExposed = (usd: number, isUnbounded: boolean): string => `${formatUsd(usd)}${isUnbounded ? "+" : " "}`;

const formatRow = ({ name, low, expected, exposedPerHour, isUnbounded }: Row, hours: number): readonly string[] => [
  ...[name, formatUsd(low), formatUsd(expected)],
  ...[formatExposed(exposedPerHour, isUnbounded), formatExposed(exposedPerHour * hours, isUnbounded)],
];

const formatProperty = ({ resource: { name, type }, what, why }: Unpriced): string =>
  `  ${name} (${type}): \`${what}\` ${why}`;

/** What has no price: types as a whole, and what of others cannot be read. */
function formatUnpriced(unpriced: Estimate["unpriced"]): readonly string[] {
  const [types, parts] = [
    unpriced.filter(({ what }) => what === undefined),
    unpriced.filter(({ what }) => what !== undefined),
  ];
  const byType = Map.groupBy(types, ({ resource }) => resource.type);
  return [
    ...[...byType].map(([type, all]) => `  ${type}, ${counted(all.length, "resource")}: ${all[0]?.why}`),
    ...parts.map(formatProperty),
  ];
}

function formatCoverage({ coverage: { known, all }, unpriced }: Estimate): readonly string[] {
  const share = all === 0 ? 100 : Math.floor((100 * known) / all);
  const heading = `${share} % of ${counted(all, "resource")} have a price or cost nothing.`;
  return unpriced.length === 0 ? [heading] : [`${heading} Not in the total:`, ...formatUnpriced(unpriced)];
}

/** What the columns about caps mean, and what is not in them. */
function formatExposure(exposure: Exposure): readonly string[] {
  const { responseTime, unreadable } = exposure;
  const unbounded = unboundedOf(exposure).map(
    ({ type, resources, usage }) => `  ${type}, ${counted(resources, "resource")}: ${usage.join(", ")}`,
  );
  const until = `for ${counted(responseTime, "hour")} (--response-time).`;
  return [
    ...["", `At the caps: all that limits how much runs at a time is used up, until somebody stops it: ${until}`],
    ...(unbounded.length === 0 ? [] : ["Nothing bounds these, which can cost more (+):", ...unbounded]),
    ...(unreadable.length === 0 ? [] : ["Caps that cannot be read:", ...unreadable.map(formatProperty)]),
  ];
}

function formatAssumptions(estimate: Estimate): readonly string[] {
  const assumed = assumptionsOf(estimate).map(({ name, what, assumed: value, unit, resources }) => {
    return `  ${name}: ${value.toLocaleString("en")} ${unit} (${what}; ${counted(resources, "resource")})`;
  });
  return assumed.length === 0 ? [] : ["", "Assumed, since nobody has said it with --usage:", ...assumed];
}

/** How old the prices are, and how sure. */
function formatPrices({ lines }: Estimate): readonly string[] {
  const days = lines.flatMap(({ price }) => price.verified ?? []).toSorted();
  const unsure = new Set(lines.filter(({ price }) => price.confidence === "low").map(({ price }) => price.id));
  const age =
    days.length === 0 ? [] : ["", `Prices read from ${days[0]} to ${days.at(-1)}, in US dollars without taxes.`];
  return unsure.size === 0
    ? age
    : [...age, `Unsure are those of ${[...unsure].toSorted().join(", ")}: docs/prices.md.`];
}

/** What a program costs, for people. */
export function formatCosts(costs: Costs, by: Breakdown): string {
  const { estimate, exposure } = costs;
  const hours = exposure.responseTime;
  const rows = [...breakDown(costs, by), totalOf(costs)].map((row) => formatRow(row, hours));
  const heading = [by, "at least", "expected, a month", "at the caps, an hour ", `in ${counted(hours, "hour")} `];
  const table = formatTable([heading, ...rows], [1, 2, 3, 4]);
  return [
    ...[table, "", ...formatCoverage(estimate), ...formatExposure(exposure)],
    ...[...formatAssumptions(estimate), ...formatPrices(estimate)],
  ].join("\n");
}
