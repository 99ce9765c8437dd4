import type { Cloud } from "../../spec/clouds.ts";
import type { Guards, Meter, MeteredType, Reading } from "../meters/contract.ts";
import type { UsageName } from "../meters/usage-keys.ts";
import type { Price, PriceBook } from "../prices/book.ts";
import { isQuantity } from "../prices/tiers.ts";
import { Inputs, UnreadableInput } from "../resources/inputs.ts";
import type { CostedResource } from "../resources/resource.ts";
import { cloudOf } from "../resources/types.ts";
import { regionOf, withoutRegion } from "./place.ts";
import { inputsOf, type Program } from "./program.ts";

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
  /** The usage that it depends on. */
  readonly used: readonly Used[];
}

/** Usage that a charge depends on. */
export interface Used {
  readonly name: UsageName;
  readonly value: number;
  /** What it follows from. Empty: the resource's own times. `undefined`: it was said or assumed. */
  readonly from: readonly CostedResource[] | undefined;
  /** Whether it follows from times alone. */
  readonly isTimed: boolean;
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
  /** What was taken for it because nobody has said it: itself, or what it follows from. */
  readonly assumed: readonly UsageName[];
  /** What it follows from. @default nothing: it was said or assumed. Empty: its own times */
  readonly from?: readonly CostedResource[];
  /** Whether it follows from times alone, so that nothing makes it more. @default false */
  readonly isTimed?: boolean;
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
  readonly used: Map<UsageName, Used>;
}

interface Context {
  readonly program: Program;
  readonly usage: UsageReader;
  readonly at: Date;
}

interface Metering extends Context {
  readonly book: PriceBook;
  readonly cloud: Cloud;
}

const newNotes = (): Notes => ({ assumed: new Set(), unbounded: new Set(), used: new Map() });

/** Reads a resource for one meter. */
export function readingOf(resource: CostedResource, { program, usage, at }: Context, notes = newNotes()): Reading {
  return {
    inputs: new Inputs(resource.inputs),
    at,
    use(name) {
      const { value, assumed, from, isTimed = false, isUnbounded = false } = usage(resource, name);
      if (!(value >= 0)) throw new RangeError(`The usage ${name} of ${resource.name} is ${value}.`);
      for (const each of assumed) notes.assumed.add(each);
      if (isUnbounded) notes.unbounded.add(name);
      notes.used.set(name, { name, value, from, isTimed });
      return value;
    },
    from: (property, type) => inputsOf(program.sourcesOf(resource, property, type, "first"))[0],
    users: (type, property, which = "all") => inputsOf(program.usersOf(resource, type, property, which)),
  };
}

/** Why some settings of a resource have no price. A setting that cannot be read has none. */
function* unpricedOf(resource: CostedResource, guards: Guards, reading: Reading): Generator<Unpriced, void, void> {
  for (const [property, guard] of Object.entries(guards)) {
    try {
      const why = guard(reading, property);
      if (why !== undefined) yield { resource, what: property, why };
    } catch (error) {
      yield unreadable(resource, error);
    }
  }
}

/** What a meter could not read. */
function unreadable(resource: CostedResource, error: unknown): Unpriced {
  if (!(error instanceof UnreadableInput)) throw error;
  return { resource, what: error.property, why: error.why };
}

/** What one meter of a resource charges. */
function chargeOf(
  resource: CostedResource,
  { price: asked, quantity: count }: Meter,
  { place }: MeteredType,
  { cloud, book, ...context }: Metering,
): Charge | Unpriced | undefined {
  const notes = newNotes();
  const reading = readingOf(resource, context, notes);
  try {
    const id = typeof asked === "string" ? asked : asked(reading);
    if (id === undefined) return undefined;
    const quantity = count(reading);
    if (quantity === 0) return undefined;
    if (!isQuantity(quantity)) return { resource, what: id, why: "would be paid for a quantity that there cannot be" };
    const region = regionOf(resource, cloud, [place?.(reading)]);
    const price = book.priceOf(id, { region, at: context.at });
    if (price === "unknown price") return { resource, what: id, why: "has no price in the book" };
    if (price === "unknown region" && region === "") return { resource, why: withoutRegion(cloud) };
    if (price === "unknown region") return { resource, what: id, why: `has no price in the region "${region}"` };
    const { assumed, unbounded, used } = notes;
    return {
      ...{ resource, price, region, quantity },
      ...{ assumed: [...assumed], unbounded: [...unbounded], used: [...used.values()] },
    };
  } catch (error) {
    return unreadable(resource, error);
  }
}

/** What one resource is charged for, and what of it cannot be priced: each reason once. */
function chargesOf(resource: CostedResource, metered: MeteredType, metering: Metering): readonly (Charge | Unpriced)[] {
  const { guards = {}, gaps = {}, meters } = metered;
  const reading = readingOf(resource, metering);
  const refused = [...unpricedOf(resource, guards, reading)];
  if (refused.length > 0) return refused;
  const found = [
    ...unpricedOf(resource, gaps, reading),
    ...meters.flatMap((meter) => chargeOf(resource, meter, metered, metering) ?? []),
  ];
  const reasons = new Map(found.map((one) => ["price" in one ? one : `${one.what} ${one.why}`, one]));
  return [...reasons.values()];
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
    for (const one of chargesOf(resource, metered, { program, usage, book, at, cloud })) {
      if ("price" in one) charges.push(one);
      else unpriced.push(one);
    }
  }
  return { charges, unpriced };
}
