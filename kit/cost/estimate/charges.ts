import type { MeteredType, Reading } from "../meters/contract.ts";
import type { UsageName } from "../meters/usage-keys.ts";
import type { Price, PriceBook } from "../prices/book.ts";
import { checkQuantity } from "../prices/tiers.ts";
import { Inputs, UnreadableInput } from "../resources/inputs.ts";
import type { CostedResource } from "../resources/resource.ts";
import { type PricedCloud, regionOf } from "./place.ts";
import type { Program } from "./program.ts";

/** What a resource consumes of something that has a price, in a month. */
export interface Charge {
  readonly resource: CostedResource;
  readonly price: Price;
  readonly region: string;
  /** In the unit of the price. */
  readonly quantity: number;
  /** What was taken because nobody has said it. */
  readonly assumed: readonly UsageName[];
}

/** What cannot be priced, and why: as the end of a sentence about it. */
export interface Unpriced {
  readonly resource: CostedResource;
  /** The property or the price that it is about. @default the whole type */
  readonly what?: string;
  readonly why: string;
}

/** How much a resource is used, and what of that nobody has said. */
export type UsageReader = (
  resource: CostedResource,
  name: UsageName,
) => { readonly value: number; readonly isAssumed: boolean };

interface Context {
  readonly program: Program;
  readonly book: PriceBook;
  readonly usage: UsageReader;
  readonly at: Date;
}

/** Reads a resource for one meter, and writes down what is assumed. */
function readingOf(resource: CostedResource, { program, usage }: Context, assumed: Set<UsageName>): Reading {
  return {
    inputs: new Inputs(resource.inputs),
    use(name) {
      const { value, isAssumed } = usage(resource, name);
      if (isAssumed) assumed.add(name);
      return value;
    },
    from: (property, type) => program.from(resource, property, type),
    users: (type, property) => program.users(resource, type, property),
  };
}

/** What one resource is charged for, and what of it cannot be priced. */
export function* chargesOf(
  resource: CostedResource,
  { meters, place }: MeteredType,
  cloud: PricedCloud,
  context: Context,
): Generator<Charge | Unpriced, void, void> {
  for (const { price: asked, quantity: count } of meters) {
    const assumed = new Set<UsageName>();
    const reading = readingOf(resource, context, assumed);
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
        yield { resource, price, region, quantity, assumed: [...assumed] };
      }
    } catch (error) {
      if (!(error instanceof UnreadableInput)) throw error;
      yield { resource, what: error.property, why: error.why };
    }
  }
}

export const isCharge = (one: Charge | Unpriced): one is Charge => "quantity" in one;
