import type { Evaluated } from "../../kit/cost/compare/difference.ts";
import type { CostLine } from "../../kit/cost/estimate/estimate.ts";
import type { ExposedLine, Exposure } from "../../kit/cost/estimate/exposure.ts";
import { counted, formatUsd } from "../../kit/cost/report/format.ts";
import { namesOf, unboundedOf } from "../../kit/cost/report/summary.ts";
import type { CostedResource } from "../../kit/cost/resources/resource.ts";
import type { CostFinding, Part, Spent } from "./contract.ts";
import type { KeysOf, Parts } from "./parts.ts";

/** A part of a program with what it pays for. */
interface Paying {
  readonly part: Part;
  readonly lines: readonly CostLine[];
  readonly exposed: readonly ExposedLine[];
}

interface OfResource {
  readonly resource: CostedResource;
}

/** Lines by the keys of the parts that they are in. Others are left out, so that this grows as the program does. */
function byKey<T extends OfResource>(lines: readonly T[], keysOf: KeysOf): ReadonlyMap<string, readonly T[]> {
  const placed = lines.flatMap((line) => keysOf(line.resource).map((key) => ({ key, line })));
  return new Map([...Map.groupBy(placed, ({ key }) => key)].map(([key, own]) => [key, own.map(({ line }) => line)]));
}

function payingOf({ parts, keysOf }: Parts, { costs }: Evaluated): readonly Paying[] {
  const lines = byKey(costs.estimate.lines, keysOf);
  const exposed = byKey(costs.exposure.lines, keysOf);
  return parts.map((part) => ({ part, lines: lines.get(part.key) ?? [], exposed: exposed.get(part.key) ?? [] }));
}

const sum = <T>(items: readonly T[], usdOf: (item: T) => number): number =>
  items.reduce((total, item) => total + usdOf(item), 0);

const spentBy = ({ part: { name, budget, where }, lines, exposed }: Paying, { responseTime }: Exposure): Spent => ({
  ...{ name, budget, where },
  monthly: sum(lines, ({ expected }) => expected),
  exposure: sum(exposed, ({ usdPerHour }) => usdPerHour) * responseTime,
  isUnbounded: exposed.some(({ unbounded }) => unbounded.length > 0),
});

/** How many of what costs most are told. */
const most = 3;

/** What of a part costs most: of a component its resources, of all else its components. */
function dearest<T extends OfResource>(lines: readonly T[], { urn }: Part, usdOf: (line: T) => number): string {
  const by = urn === undefined ? "component" : "resource";
  const sums = [...Map.groupBy(lines, ({ resource }) => namesOf(resource)[by])].map(
    ([name, own]) => [name, sum(own, usdOf)] as const,
  );
  const first = sums.toSorted(([, one], [, other]) => other - one).slice(0, most);
  return first.map(([name, usd]) => `${name} ${formatUsd(usd)}`).join(", ");
}

/** As a sentence begins. */
const capital = (text: string): string => (text.startsWith("the ") ? `T${text.slice(1)}` : text);

/** What adding up in another order leaves. */
const noise = 1e-9;

function overMonthly({ part, lines }: Paying, { monthly }: Spent): readonly CostFinding[] {
  const { name, urn, budget, where } = part;
  const cap = budget.monthly;
  if (cap === undefined || monthly - cap <= noise) return [];
  const over = `${formatUsd(monthly - cap)} over its budget of ${formatUsd(cap)}`;
  const parts = dearest(lines, part, ({ expected }) => expected);
  const what = `${capital(name)} costs ${formatUsd(monthly)} a month as expected, ${over}. Most of it: ${parts}`;
  const fix = `Make these cheaper, say in \`usage\` of \`costs\` how much they are used, or raise \`monthly\` of ${where}`;
  return [{ kind: "monthly", about: name, urn, what, fix }];
}

function overExposure({ part, exposed }: Paying, spent: Spent, { responseTime }: Exposure): readonly CostFinding[] {
  const { name, urn, budget, where } = part;
  const cap = budget.exposure;
  if (cap === undefined || spent.exposure - cap <= noise) return [];
  const over = `${formatUsd(spent.exposure - cap)} over its budget of ${formatUsd(cap)}`;
  const parts = dearest(exposed, part, ({ usdPerHour }) => usdPerHour * responseTime);
  const amounts = `${formatUsd(spent.exposure)} in ${counted(responseTime, "hour")}, ${over}`;
  const what = `${capital(name)} can cost at its caps ${amounts}. Most of it: ${parts}`;
  const way = "Lower the caps of these, or shorten `responseTime` of `costs` by an alarm that somebody answers";
  return [{ kind: "exposure", about: name, urn, what, fix: `${way}, or raise \`exposure\` of ${where}` }];
}

function unbounded({ part, exposed }: Paying): readonly CostFinding[] {
  const { name, urn, budget, where } = part;
  const found = budget.exposure === undefined ? [] : unboundedOf({ lines: exposed });
  if (found.length === 0) return [];
  const types = found.map(({ type, resources, usage }) => {
    return `${type}, ${counted(resources, "resource")} (${usage.join(", ")})`;
  });
  const what = `Nothing bounds what ${name} can cost until somebody stops it: ${types.join("; ")}`;
  const fix = `Cap what runs there, or leave \`exposure\` out of ${where} and give one to the parts that have caps`;
  return [{ kind: "unbounded", about: name, urn, what, fix }];
}

/** What the parts of a program cost, and which of them cost more than they may. */
export function spendingOf(
  parts: Parts,
  evaluated: Evaluated,
): { readonly spent: readonly Spent[]; readonly findings: readonly CostFinding[] } {
  const { exposure } = evaluated.costs;
  const paying = payingOf(parts, evaluated).map((each) => ({ each, spent: spentBy(each, exposure) }));
  return {
    spent: paying.map(({ spent }) => spent),
    findings: paying.flatMap(({ each, spent }) => [
      ...overMonthly(each, spent),
      ...overExposure(each, spent, exposure),
      ...unbounded(each),
    ]),
  };
}
