import type { MeteredType, Reading } from "../meters/contract.ts";
import type { UsageName } from "../meters/usage-keys.ts";
import type { Price, PriceBook } from "../prices/book.ts";
import { checkQuantity } from "../prices/tiers.ts";
import { Inputs, UnreadableInput } from "../resources/inputs.ts";
import type { CostedResource } from "../resources/resource.ts";
import { cloudOf, type PricedCloud, regionOf } from "./place.ts";
import type { Program } from "./program.ts";

/** What a resource consumes of something that has a price, in a month or in an hour. */
export interface Charge {
  readonly resource: CostedResource;
  readonly price: Price;
  readonly region: string;
  /** In the unit of the price. */
  readonly quantity: number;
  /** What was taken because nobody has said it. */
  readonly assumed: readonly UsageName[];
  /** What nothing bounds, where that was asked for. */
  readonly unbounded: readonly UsageName[];
}

/** What cannot be priced, and why: as the end of a sentence about it. */
export interface Unpriced {
  readonly resource: CostedResource;
  /** The property or the price that it is about. @default the whole type */
  readonly what?: string;
  readonly why: string;
}

/** How much a resource is used. */
export interface Use {
  readonly value: number;
  /** Whether nobody has said it. */
  readonly isAssumed: boolean;
  /** Whether nothing bounds it, when that was asked for. @default false */
  readonly isUnbounded?: boolean;
}

export type UsageReader = (resource: CostedResource, name: UsageName) => Use;

/** What things cost. */
export interface Pricing {
  readonly book: PriceBook;
  /** What is paid for, by type. */
  readonly meters: ReadonlyMap<string, MeteredType>;
  /** Types that cost nothing themselves. */
  readonly free: ReadonlySet<string>;
  /** When it is paid for. @default now */
  readonly at?: Date;
}

/** What is written down while a meter reads. */
interface Notes {
  readonly assumed: Set<UsageName>;
  readonly unbounded: Set<UsageName>;
}

interface Context {
  readonly program: Program;
  readonly usage: UsageReader;
  readonly at: Date;
}

const newNotes = (): Notes => ({ assumed: new Set(), unbounded: new Set() });

/** Reads a resource for one meter. */
export function readingOf(resource: CostedResource, { program, usage, at }: Context, notes = newNotes()): Reading {
  return {
    inputs: new Inputs(resource.inputs),
    at,
    use(name) {
      const { value, isAssumed, isUnbounded = false } = usage(resource, name);
      if (isAssumed) notes.assumed.add(name);
      if (isUnbounded) notes.unbounded.add(name);
      return value;
    },
    from: (property, type) => program.from(resource, property, type),
    users: (type, property) => program.users(resource, type, property),
  };
}

/** What one resource is charged for, and what of it cannot be priced. */
function* chargesOf(
  resource: CostedResource,
  { meters, place }: MeteredType,
  cloud: PricedCloud,
  context: Context & Pick<Pricing, "book">,
): Generator<Charge | Unpriced, void, void> {
  for (const { price: asked, quantity: count } of meters) {
    const notes = newNotes();
    const reading = readingOf(resource, context, notes);
    try {
      const id = typeof asked === "string" ? asked : asked(reading);
      if (id === undefined) continue;
      const quantity = checkQuantity(count(reading), `The quantity of ${id}`);
      if (quantity === 0) continue;
      const region = regionOf(resource, cloud, [place?.(reading)]);
      const price = context.book.priceOf(id, { region, at: context.at });
      if (typeof price === "string") {
        const why = price === "unknown price" ? "has no price in the book" : `has no price in the region "${region}"`;
        yield { resource, what: id, why };
      } else {
        yield { resource, price, region, quantity, assumed: [...notes.assumed], unbounded: [...notes.unbounded] };
      }
    } catch (error) {
      if (!(error instanceof UnreadableInput)) throw error;
      yield { resource, what: error.property, why: error.why };
    }
  }
}

/** All charges of a program that is used in one way, and what cannot be priced. */
export function chargesIn(
  program: Program,
  usage: UsageReader,
  { book, meters, free, at = new Date() }: Pricing,
): { readonly charges: readonly Charge[]; readonly unpriced: readonly Unpriced[] } {
  const charges: Charge[] = [];
  const unpriced: Unpriced[] = [];
  for (const resource of program.resources) {
    const cloud = cloudOf(resource.type);
    if (cloud === undefined || free.has(resource.type)) continue;
    const metered = meters.get(resource.type);
    if (metered === undefined) {
      unpriced.push({ resource, why: "is of a type that Fourfold does not know the costs of" });
      continue;
    }
    for (const one of chargesOf(resource, metered, cloud, { program, usage, book, at })) {
      if ("quantity" in one) charges.push(one);
      else unpriced.push(one);
    }
  }
  return { charges, unpriced };
}
