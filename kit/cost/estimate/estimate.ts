import { cloudOf } from "../resources/types.ts";
import { type Billed, bill } from "./billing.ts";
import { type Charge, chargesIn, type Pricing, type Unpriced } from "./charges.ts";
import type { Program } from "./program.ts";
import { type Mode, type UsageOptions, usageReader } from "./usage.ts";

/** What an estimate is made with. */
export interface EstimateOptions extends Pricing, UsageOptions {
  /** The share of each account's allowances that the program may use. @default 0, as several stacks share them */
  readonly allowances?: number;
}

/** Something that is paid for, with the least and the expected amount. */
export interface CostLine extends Omit<Billed, "usd"> {
  /** US dollars a month where nothing happens that nobody has declared. */
  readonly low: number;
  /** US dollars a month. */
  readonly expected: number;
}

/** What a program costs in a month, as far as it is known. */
export interface Estimate {
  readonly lines: readonly CostLine[];
  /** What has no price, resource by resource. */
  readonly unpriced: readonly Unpriced[];
  /** How many resources of the four clouds have a price, or cost nothing, out of all of them. */
  readonly coverage: { readonly known: number; readonly all: number };
}

const keyOf = ({ resource, price }: Charge): string => `${resource.urn} ${price.id}`;

/** What a program costs in a month: at least, and as expected. What has no price is said, and never taken for nothing. */
export function estimate(program: Program, options: EstimateOptions): Estimate {
  const { allowances = 0 } = options;
  const billed = (mode: Mode) => {
    const { charges, unpriced } = chargesIn(program, usageReader(program, options, mode), options);
    return { lines: bill(charges, { allowances }), unpriced };
  };
  // A budget is about what is expected, and does not ask for it.
  let least: ReadonlyMap<string, number> | undefined;
  const lowOf = (charge: Charge): number => {
    least ??= new Map(billed("low").lines.map((line) => [keyOf(line), line.usd]));
    return least.get(keyOf(charge)) ?? 0;
  };
  const { lines, unpriced } = billed("expected");
  const priced = program.resources.filter(({ type }) => cloudOf(type) !== undefined);
  const without = new Set(unpriced.map(({ resource }) => resource.urn));
  return {
    lines: lines.map(({ usd, ...line }) => ({
      ...line,
      expected: usd,
      get low() {
        return lowOf(line);
      },
    })),
    unpriced,
    coverage: { known: priced.filter(({ urn }) => !without.has(urn)).length, all: priced.length },
  };
}
