import { type Costs, type CostsOptions, costsOf } from "../costs.ts";
import { bill } from "../estimate/billing.ts";
import { assumedIn, type SavedCosts } from "../report/document.ts";
import { type Breakdown, namesOf } from "../report/summary.ts";
import type { CostedResource } from "../resources/resource.ts";

/** A program with what it costs. */
export interface Evaluated {
  readonly resources: readonly CostedResource[];
  readonly options: CostsOptions;
  readonly costs: Costs;
}

/** Why something costs more or less, in US dollars a month. */
export interface Causes {
  /** The book of prices, allowances included. */
  readonly prices: number;
  /** The resources. */
  readonly code: number;
  /** The usage that is declared or assumed. */
  readonly usage: number;
}

/** What something costs before and after, and why, in US dollars a month. */
export interface Amount extends Causes {
  readonly before: number;
  readonly after: number;
}

/** What a part of a program costs before and after. */
export interface DifferenceRow extends Amount {
  readonly name: string;
  /** `new` and `gone`: other resources have brought it, or taken it away. */
  readonly status: "new" | "gone" | "changed" | "same";
}

/** What a change costs. */
export interface Difference {
  readonly total: Amount;
  /** The parts, those that change the most first. */
  readonly rows: readonly DifferenceRow[];
}

/** US dollars a month by the names of parts. */
type Amounts = ReadonlyMap<string, number>;

/** One thing changes at a time: first the prices, then the resources with the usage as it was, and at last the usage. */
interface Stages {
  readonly saved: Amounts;
  readonly repriced: Amounts;
  readonly rewritten: Amounts;
  readonly current: Amounts;
}

function sum<T>(lines: readonly T[], nameOf: (line: T) => string, usdOf: (line: T) => number): Amounts {
  const groups = [...Map.groupBy(lines, nameOf)];
  return new Map(groups.map(([name, own]) => [name, own.reduce((total, line) => total + usdOf(line), 0)]));
}

function amountsOf({ estimate: { lines } }: Costs, by: Breakdown): Amounts {
  const nameOf = ({ resource }: (typeof lines)[number]): string => namesOf(resource)[by];
  return sum(lines, nameOf, ({ expected }) => expected);
}

/** What has no price any more is left out of what was charged then, as it is in the program. */
function stagesOf(before: SavedCosts, { resources, options, costs }: Evaluated, by: Breakdown): Stages {
  const { book, at = new Date(), allowances = 0 } = options;
  const charges = before.lines.flatMap((line) => {
    const price = book.priceOf(line.price, { region: line.region, at });
    return typeof price === "string" ? [] : [{ name: line[by], region: line.region, quantity: line.quantity, price }];
  });
  const usedAsBefore = { ...options, usage: before.usage.declared, assumed: assumedIn(before) };
  return {
    saved: sum(
      before.lines,
      (line) => line[by],
      ({ expected }) => expected,
    ),
    repriced: sum(
      bill(charges, { allowances }),
      ({ name }) => name,
      ({ usd }) => usd,
    ),
    rewritten: amountsOf(costsOf(resources, usedAsBefore), by),
    current: amountsOf(costs, by),
  };
}

/** Less than this is what adding up in another order leaves. */
const noise = 1e-9;

const change = (from: number, to: number): number => (Math.abs(to - from) < noise ? 0 : to - from);

function statusOf(name: string, { saved, repriced, rewritten, current }: Stages, causes: Causes) {
  if (!saved.has(name) && rewritten.has(name)) return "new";
  if (repriced.has(name) && !rewritten.has(name) && !current.has(name)) return "gone";
  return Object.values(causes).some((usd) => usd !== 0) ? "changed" : "same";
}

function rowOf(name: string, stages: Stages): DifferenceRow {
  const at = (stage: keyof Stages): number => stages[stage].get(name) ?? 0;
  const causes = {
    prices: change(at("saved"), at("repriced")),
    code: change(at("repriced"), at("rewritten")),
    usage: change(at("rewritten"), at("current")),
  };
  return { name, status: statusOf(name, stages, causes), before: at("saved"), after: at("current"), ...causes };
}

const changeOf = ({ before, after }: DifferenceRow): number => Math.abs(after - before);

/** What a program costs more or less than when a document was saved, and why. */
export function differenceOf(before: SavedCosts, after: Evaluated, by: Breakdown): Difference {
  const stages = stagesOf(before, after, by);
  const names = new Set([stages.saved, stages.rewritten, stages.current].flatMap((amounts) => [...amounts.keys()]));
  const rows = [...names].map((name) => rowOf(name, stages));
  const add = (key: keyof Amount): number => rows.reduce((total, row) => total + row[key], 0);
  return {
    total: {
      ...{ before: add("before"), after: add("after") },
      ...{ prices: add("prices"), code: add("code"), usage: add("usage") },
    },
    rows: rows.toSorted((one, other) => changeOf(other) - changeOf(one) || (one.name < other.name ? -1 : 1)),
  };
}
