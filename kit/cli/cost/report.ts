import type { CostLine, Estimate } from "../../cost/estimate/estimate.ts";
import { assumptionsOf, type Breakdown, breakDown, type Row, totalOf } from "../../cost/report/summary.ts";
import { formatTable } from "../terminal/table.ts";

/** Money for people: to the cent, and not as nothing where it is something. */
function formatUsd(usd: number): string {
  if (usd > 0 && usd < 0.01) return "< $0.01";
  return `$${usd.toLocaleString("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`;
}

const formatRow = ({ name, low, expected }: Row): readonly string[] => [name, formatUsd(low), formatUsd(expected)];

const counted = (count: number): string => `${count} ${count === 1 ? "resource" : "resources"}`;

/** What has no price: types as a whole, and what of others cannot be read. */
function formatUnpriced(unpriced: Estimate["unpriced"]): readonly string[] {
  const [types, parts] = [
    unpriced.filter(({ what }) => what === undefined),
    unpriced.filter(({ what }) => what !== undefined),
  ];
  const byType = Map.groupBy(types, ({ resource }) => resource.type);
  return [
    ...[...byType].map(([type, all]) => `  ${type}, ${counted(all.length)}: ${all[0]?.why}`),
    ...parts.map(({ resource, what, why }) => `  ${resource.name} (${resource.type}): \`${what}\` ${why}`),
  ];
}

function formatCoverage({ coverage: { known, all }, unpriced }: Estimate): readonly string[] {
  const share = all === 0 ? 100 : Math.floor((100 * known) / all);
  const heading = `${share} % of ${counted(all)} have a price or cost nothing.`;
  return unpriced.length === 0 ? [heading] : [`${heading} Not in the total:`, ...formatUnpriced(unpriced)];
}

function formatAssumptions(estimate: Estimate): readonly string[] {
  const assumed = assumptionsOf(estimate).map(({ name, what, assumed: value, unit, resources }) => {
    return `  ${name}: ${value.toLocaleString("en")} ${unit} (${what}; ${counted(resources)})`;
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

/** An estimate for people. */
export function formatEstimate(estimate: Estimate, by: Breakdown): string {
  const rows = breakDown(estimate, by).map(formatRow);
  const heading = [by, "at least", "expected, a month"];
  const table = formatTable([heading, ...rows, formatRow(totalOf(estimate))], [1, 2]);
  return [table, "", ...formatCoverage(estimate), ...formatAssumptions(estimate), ...formatPrices(estimate)].join("\n");
}

const describeLine = ({ resource, price, region, quantity, low, expected, assumed }: CostLine) => ({
  ...{ urn: resource.urn, price: price.id, region, quantity, unit: price.unit, low, expected, assumed },
  ...{ confidence: price.confidence, verified: price.verified },
});

/** An estimate for programs. */
export function describeEstimate(estimate: Estimate, by: Breakdown): object {
  const { name: _, ...total } = totalOf(estimate);
  return {
    ...{ currency: "USD", per: "month", total, [by]: breakDown(estimate, by), coverage: estimate.coverage },
    lines: estimate.lines.map(describeLine),
    unpriced: estimate.unpriced.map(({ resource, what, why }) => ({
      urn: resource.urn,
      type: resource.type,
      what,
      why,
    })),
    assumptions: assumptionsOf(estimate),
  };
}
