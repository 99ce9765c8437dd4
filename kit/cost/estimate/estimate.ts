import type { MeteredType } from "../meters/contract.ts";
import type { PriceBook } from "../prices/book.ts";
import type { CostedResource } from "../resources/resource.ts";
import { type Billed, bill } from "./billing.ts";
import { type Charge, chargesOf, isCharge, type Unpriced, type UsageReader } from "./charges.ts";
import { cloudOf } from "./place.ts";
import { type Program, programOf } from "./program.ts";
import { type DeclaredUsage, declaredOf, type Mode, pathOf, takenFor } from "./usage.ts";

/** What an estimate is made with. */
export interface EstimateOptions {
  readonly book: PriceBook;
  /** What is paid for, by type. */
  readonly meters: ReadonlyMap<string, MeteredType>;
  /** Types that cost nothing themselves. */
  readonly free: ReadonlySet<string>;
  /** @default {}: everything is assumed */
  readonly usage?: DeclaredUsage;
  /** The share of each account's allowances that the program may use. @default 0, as several stacks share them */
  readonly allowances?: number;
  /** When it is paid for. @default now */
  readonly at?: Date;
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

const readerOf =
  (program: Program, declared: DeclaredUsage, mode: Mode): UsageReader =>
  (resource, name) => {
    const said = declaredOf(name, pathOf(resource, program.byUrn), declared);
    return said === undefined ? { value: takenFor(name, mode), isAssumed: true } : { value: said, isAssumed: false };
  };

/** All charges of a program in one mode, and what cannot be priced. */
function* chargesIn(program: Program, mode: Mode, options: EstimateOptions): Generator<Charge | Unpriced, void, void> {
  const { book, meters, free, usage = {}, at = new Date() } = options;
  const context = { program, book, usage: readerOf(program, usage, mode), at };
  for (const resource of program.resources) {
    const cloud = cloudOf(resource.type);
    if (cloud === undefined || free.has(resource.type)) continue;
    const metered = meters.get(resource.type);
    if (metered === undefined) yield { resource, why: "is of a type that Fourfold does not know the costs of" };
    else yield* chargesOf(resource, metered, cloud, context);
  }
}

const keyOf = ({ resource, price }: Charge): string => `${resource.urn} ${price.id}`;

/** What a program costs in a month: at least, and as expected. What has no price is said, and never taken for nothing. */
export function estimate(resources: readonly CostedResource[], options: EstimateOptions): Estimate {
  const program = programOf(resources);
  const { allowances = 0 } = options;
  const billed = (mode: Mode) => {
    const all = [...chargesIn(program, mode, options)];
    return {
      lines: bill(all.filter(isCharge), { allowances }),
      unpriced: all.filter((one): one is Unpriced => !isCharge(one)),
    };
  };
  const low = new Map(billed("low").lines.map((line) => [keyOf(line), line.usd]));
  const { lines, unpriced } = billed("expected");
  const priced = resources.filter(({ type }) => cloudOf(type) !== undefined);
  const without = new Set(unpriced.map(({ resource }) => resource.urn));
  return {
    lines: lines.map(({ usd, ...line }) => ({ ...line, low: low.get(keyOf(line)) ?? 0, expected: usd })),
    unpriced,
    coverage: { known: priced.filter(({ urn }) => !without.has(urn)).length, all: priced.length },
  };
}
