import { type Cloud, isCloud } from "../../spec/clouds.ts";
import { FourfoldError } from "../../spec/errors.ts";
import { readFacts } from "./facts.ts";
import type { Override } from "./override.ts";
import { type Allowance, type Confidence, everywhere, type Fact, type Owner, type Regions } from "./schema.ts";
import type { Tier } from "./tiers.ts";

/** What a thing costs in a region at a time. */
export interface Price {
  readonly id: string;
  readonly what: string;
  /** What is counted, in the singular. */
  readonly unit: string;
  /** The number of units that the tiers' prices are for. */
  readonly per: number;
  readonly tiers: readonly Tier[];
  readonly allowance?: Allowance | undefined;
  /** What a month's bill is rounded up to whole multiples of, in units. @default nothing */
  readonly roundedTo?: number | undefined;
  /** Who pays it once, however many resources there are. */
  readonly once?: Owner | undefined;
  readonly confidence: Confidence;
  /** The day on which the source said so. `null` if nobody knows. */
  readonly verified: string | null;
  readonly source: string;
  /** Whether a team's own price or discount is in it. */
  readonly isOwn: boolean;
}

/** `unknown price`: the book has nothing with that id at that time. `unknown region`: it has, but not there. */
export type Unknown = "unknown price" | "unknown region";

/** Where and when something is paid for. */
export interface Place {
  readonly region: string;
  readonly at: Date;
}

/** The prices of some clouds. */
export interface PriceBook {
  readonly facts: readonly Fact[];
  /** What is not known is never priced as something else that is: another region, or another id. */
  priceOf(id: string, place: Place): Price | Unknown;
}

type RegionPrice = Regions[string];

/** A fact counts from the beginning of its first day on, and until the one from which it no longer does, in UTC. */
function isValid({ from, until }: Fact, at: Date): boolean {
  const day = at.toISOString().slice(0, 10);
  return (from === undefined || from <= day) && (until === undefined || day < until);
}

const priceIn = (regions: Regions, region: string): RegionPrice => {
  const key = Object.hasOwn(regions, everywhere) ? everywhere : region;
  return Object.hasOwn(regions, key) ? (regions[key] ?? null) : null;
};

const tiersOf = (price: number | readonly Tier[]): readonly Tier[] =>
  typeof price === "number" ? [{ from: 0, usd: price }] : price;

function priced(fact: Fact, price: number | readonly Tier[], factor: number | undefined): Price {
  const { id, what, unit, per, allowance, roundedTo, once, confidence, verified, source } = fact;
  const tiers = tiersOf(price).map(({ from, usd }) => ({ from, usd: usd * (factor ?? 1) }));
  const described = { id, what, unit, per, tiers, allowance, roundedTo, once, confidence, verified, source };
  return { ...described, isOwn: factor !== undefined };
}

/** Refuses a team's price that the book has nothing of, or that is of the whole world where the book's is not. */
function checkOverride(override: Override, byId: ReadonlyMap<string, readonly Fact[]>, opened: readonly Cloud[]): void {
  for (const [id, own] of Object.entries(override)) {
    const refuse = (what: string, fix: string): never => {
      throw new FourfoldError("ERR_CONFIG", { where: `The team's price ${id}`, what, fix });
    };
    const [cloud = ""] = id.split(".");
    if (!isCloud(cloud)) refuse("its cloud is not known.", "Begin it with aws, gcp, azure or cloudflare.");
    const [fact] = byId.get(id) ?? [];
    if (fact === undefined) {
      if (opened.some((name) => name === cloud))
        refuse("the book does not have it.", "Name one that it has: docs/prices.md.");
      continue;
    }
    const isGlobal = everywhere in fact.regions;
    if ("regions" in own && everywhere in own.regions !== isGlobal) {
      const fix = isGlobal
        ? `Name the region "${everywhere}".`
        : `Name regions like ${Object.keys(fact.regions).join(", ")}.`;
      refuse(`it is ${isGlobal ? "the same in all regions" : "one of each region"}.`, fix);
    }
  }
}

/**
 * Opens the prices of some clouds, which are read from their files now.
 *
 * @param override - What a team pays instead.
 * @throws FourfoldError `ERR_CONFIG` when a file or the override is not as it should be.
 */
export function openBook(opened: readonly Cloud[], override: Override = {}): PriceBook {
  return bookOf(opened.flatMap(readFacts), override, opened);
}

/** A book with the given facts. */
export function bookOf(facts: readonly Fact[], override: Override = {}, opened: readonly Cloud[] = []): PriceBook {
  const byId = Map.groupBy(facts, ({ id }) => id);
  checkOverride(override, byId, opened);
  const find = (id: string, region: string, at: Date): Price | Unknown => {
    const valid = (byId.get(id) ?? []).filter((fact) => isValid(fact, at));
    const [any] = valid;
    if (any === undefined) return "unknown price";
    const own = Object.hasOwn(override, id) ? override[id] : undefined;
    const ownPrice = own !== undefined && "regions" in own ? priceIn(own.regions, region) : null;
    if (ownPrice !== null) return { ...priced(any, ownPrice, 1), confidence: "high" };
    const factor = own !== undefined && "factor" in own ? own.factor : undefined;
    for (const fact of valid) {
      const price = priceIn(fact.regions, region);
      if (price !== null) return priced(fact, price, factor);
    }
    return "unknown region";
  };
  // Large programs ask for the same few again and again.
  const found = new Map<string, Price | Unknown>();
  return {
    facts,
    priceOf(id, { region, at }) {
      const key = `${id} ${region} ${at.getTime()}`;
      const known = found.get(key);
      if (known !== undefined) return known;
      const price = find(id, region, at);
      found.set(key, price);
      return price;
    },
  };
}
