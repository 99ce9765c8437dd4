import type { Cap } from "../meters/contract.ts";
import { hoursPerMonth } from "../prices/allowances.ts";
import { UnreadableInput } from "../resources/inputs.ts";
import type { CostedResource } from "../resources/resource.ts";
import { type Pricing, readingOf, type Unpriced, type UsageReader } from "./charges.ts";
import { cloudOf, regionOf } from "./place.ts";
import type { Program } from "./program.ts";
import { pathOf } from "./usage.ts";

/** A resource that has a cap, and how it is expected to be used. */
interface Capped extends Cap {
  readonly resource: CostedResource;
  /** Where its pool is: accounts have limits of their own in each region. */
  readonly region: string;
  /** Requests an hour. */
  readonly expected: number;
  /** Seconds of a request. */
  readonly duration: number;
}

/** The most that a resource with a cap does. */
export interface Load {
  readonly resource: CostedResource;
  /** Requests an hour that are expected. */
  readonly expected: number;
  /** Requests an hour, as many as there can be. */
  readonly most: number;
  /** Requests at the same time, then. */
  readonly concurrency: number;
}

/** What bounds what a program does. */
export interface Caps {
  loadOf(resource: CostedResource): Load | undefined;
  /** By how much a resource is used more than expected when all that is capped around it is at its cap. `undefined`: nothing bounds it. */
  factorOf(resource: CostedResource): number | undefined;
  /** Caps that cannot be read. */
  readonly unreadable: readonly Unpriced[];
}

/** No vendor counts less than a millisecond. */
const shortest = 0.001;

function cappedOf(
  resource: CostedResource,
  program: Program,
  usage: UsageReader,
  pricing: Pricing,
): Capped | undefined {
  const { meters, at = new Date() } = pricing;
  const cloud = cloudOf(resource.type);
  const reading = readingOf(resource, { program, usage, at });
  const metered = meters.get(resource.type);
  const cap = metered?.cap?.(reading);
  if (cap === undefined || cloud === undefined) return undefined;
  const region = cap.pool === undefined ? "" : regionOf(resource, cloud, [metered?.place?.(reading)]);
  const duration = Math.max(shortest, reading.use("duration") / 1_000);
  return { ...cap, resource, region, duration, expected: reading.use("requests") / hoursPerMonth };
}

/** Divides what a pool allows by what is expected, so that all that is in it grows alike. */
function loadsOf(pool: readonly Capped[]): readonly Load[] {
  const limit = Math.max(...pool.map(({ concurrency }) => concurrency));
  const expected = pool.reduce((sum, one) => sum + one.expected * one.duration, 0);
  return pool.map((one) => {
    const share = expected === 0 ? 1 / pool.length : (one.expected * one.duration) / expected;
    const concurrency = limit * share;
    return { resource: one.resource, expected: one.expected, most: (concurrency * 3_600) / one.duration, concurrency };
  });
}

/** What is expected and what is possible in each component with something capped in it, and in each such resource. */
function sumsOf(loads: readonly Load[], { byUrn }: Program): ReadonlyMap<string, Pick<Load, "expected" | "most">> {
  const sums = new Map<string, Pick<Load, "expected" | "most">>();
  for (const load of loads) {
    for (const { urn } of pathOf(load.resource, byUrn)) {
      const { expected, most } = sums.get(urn) ?? { expected: 0, most: 0 };
      sums.set(urn, { expected: expected + load.expected, most: most + load.most });
    }
  }
  return sums;
}

/** The caps of a program: of each resource, and of what several share once. */
export function capsOf(program: Program, usage: UsageReader, pricing: Pricing): Caps {
  const capped: Capped[] = [];
  const unreadable: Unpriced[] = [];
  for (const resource of program.resources) {
    try {
      const found = cappedOf(resource, program, usage, pricing);
      if (found !== undefined) capped.push(found);
    } catch (error) {
      if (!(error instanceof UnreadableInput)) throw error;
      unreadable.push({ resource, what: error.property, why: error.why });
    }
  }
  const pools = Map.groupBy(capped, ({ pool, region, resource }) =>
    pool === undefined ? resource.urn : `${pool} ${region}`,
  );
  const loads = [...pools.values()].flatMap(loadsOf);
  const byUrn = new Map(loads.map((load) => [load.resource.urn, load]));
  const sums = sumsOf(loads, program);
  return {
    unreadable,
    loadOf: ({ urn }) => byUrn.get(urn),
    factorOf(resource) {
      for (const { urn } of pathOf(resource, program.byUrn)) {
        const { expected, most } = sums.get(urn) ?? { expected: 0, most: 0 };
        if (expected > 0) return Math.max(1, most / expected);
      }
      return undefined;
    },
  };
}
