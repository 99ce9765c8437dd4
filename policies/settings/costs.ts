import * as v from "valibot";
import { Amount, readUsage, Usage } from "../../kit/cost/estimate/declared.ts";
import { longestResponse } from "../../kit/cost/estimate/response-time.ts";
import type { DeclaredUsage } from "../../kit/cost/estimate/usage.ts";
import { byKeys, byName } from "../../kit/cost/files/shapes.ts";
import { Override, readOverride } from "../../kit/cost/prices/override.ts";
import { type Cloud, clouds } from "../../kit/spec/clouds.ts";
import { orPath, Text } from "./fields.ts";

/** What a part of a program may cost. */
export interface CostBudget {
  /** US dollars a month, as expected. @default any amount */
  readonly monthly?: number | undefined;
  /** US dollars until somebody stops it, while all that has a cap is at its cap. @default any amount */
  readonly exposure?: number | undefined;
}

/** How much more a program may cost than it has before. */
export interface Growth {
  /** A file that `fourfold cost --json` has written, from the root on. It is read when it is compared with. */
  readonly baseline: string;
  /** The share that is let pass: 0.1 is 10 %. */
  readonly atMost: number;
}

/** What a team wants of its costs. */
export interface CostSettings {
  /** @default any amount */
  readonly stack?: CostBudget | undefined;
  readonly clouds: Readonly<Partial<Record<Cloud, CostBudget | undefined>>>;
  /** By the names of components, in which `*` stands for any letters: each of them may cost so much. */
  readonly components: Readonly<Record<string, CostBudget>>;
  /** @default any */
  readonly growth?: Growth | undefined;
  readonly usage: DeclaredUsage;
  /** Instead of the book's. */
  readonly prices: Override;
  /** Hours until somebody stops it. @default 8: a night */
  readonly responseTime?: number | undefined;
  /** What may be without a price, by types or names of resources, and why. */
  readonly unpriced: Readonly<Record<string, string>>;
}

const expectedBudget = "{ monthly: 300, exposure: 40 }, or one of them, is expected";

/** A budget, wherever it is written. */
export const Budget = v.pipe(
  byKeys({ monthly: v.optional(Amount), exposure: v.optional(Amount) }, expectedBudget),
  v.check(({ monthly, exposure }) => monthly !== undefined || exposure !== undefined, expectedBudget),
);

const ofClouds = Object.fromEntries(clouds.map((cloud) => [cloud, v.optional(Budget)])) as Record<
  Cloud,
  v.OptionalSchema<typeof Budget, undefined>
>;

const Growing = byKeys({ baseline: Text, atMost: Amount }, '{ baseline: "costs.json", atMost: 0.1 } is expected');

const Hours = v.pipe(
  v.number("a number of hours is expected"),
  v.finite("a finite number of hours is expected"),
  v.gtValue(0, "a number of hours above 0 is expected"),
  v.maxValue(longestResponse, `at most ${longestResponse.toLocaleString("en")} hours, a year, are expected`),
);

const keys = "stack, clouds, components, growth, usage, prices, responseTime, unpriced";

const Wanted = byKeys(
  {
    stack: v.optional(Budget),
    clouds: v.optional(byKeys(ofClouds, `some of these are expected: ${clouds.join(", ")}`), {}),
    components: v.optional(byName(Budget, "the names of components with a budget are expected"), {}),
    growth: v.optional(Growing),
    usage: v.optional(orPath(Usage), {}),
    prices: v.optional(orPath(Override), {}),
    responseTime: v.optional(Hours),
    unpriced: v.optional(byName(Text, "types or names of resources with a reason are expected"), {}),
  },
  `"none", or some of these, is expected: ${keys}`,
);

type Wanted = v.InferOutput<typeof Wanted>;

const None = v.literal("none", `"none", or some of these, is expected: ${keys}`);

/** What is written of costs: long parts may be in files of their own. */
export const Costs: v.GenericSchema<unknown, Wanted | "none"> = v.lazy((input) =>
  typeof input === "string" ? None : Wanted,
);

/**
 * Reads what is named by its path, but for a baseline.
 * @throws FourfoldError `ERR_CONFIG` when a file cannot be read, or with the line of what is wrong.
 */
export function settleCosts(written: Wanted | "none", locate: (path: string) => string): CostSettings | "none" {
  if (written === "none") return written;
  const { usage, prices, growth, ...others } = written;
  return {
    ...others,
    usage: typeof usage === "string" ? readUsage(locate(usage)) : usage,
    prices: typeof prices === "string" ? readOverride(locate(prices)) : prices,
    growth: growth && { ...growth, baseline: locate(growth.baseline) },
  };
}
