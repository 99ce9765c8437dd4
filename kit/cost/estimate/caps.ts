import type { Cloud } from "../../spec/clouds.ts";
import type { Cap, MeteredType, Reading } from "../meters/contract.ts";
import { hoursPerMonth } from "../prices/allowances.ts";
import { UnreadableInput } from "../resources/inputs.ts";
import type { CostedResource } from "../resources/resource.ts";
import { cloudOf } from "../resources/types.ts";
import { type Pricing, readingOf, type Unpriced, type UsageReader } from "./charges.ts";
import { regionOf } from "./place.ts";
import type { Program } from "./program.ts";
import { pathOf } from "./usage.ts";

/** What bounds a resource. */
interface Bound {
  /** Requests at the same time. Infinite, where nothing bounds it. */
  readonly concurrency: number;
  /** What has this together: a pool of an account in a region, or the resource alone. */
  readonly share: string;
}

/** A resource that runs something, and how it is expected to be used. */
interface Runner extends Bound {
  readonly resource: CostedResource;
  /** Requests an hour. */
  readonly expected: number;
  /** Seconds of a request. */
  readonly duration: number;
}

/** The most that a resource does that runs something. */
export interface Load {
  readonly resource: CostedResource;
  /** Requests an hour that are expected. */
  readonly expected: number;
  /** Requests an hour, as many as there can be. Infinite, where nothing bounds it. */
  readonly most: number;
  /** Requests at the same time, then. */
  readonly concurrency: number;
}

/** What bounds what a program does. */
export interface Caps {
  loadOf(resource: CostedResource): Load | undefined;
  /**
   * By how much a resource is used more than expected when all that runs around it, on its cloud, is at its cap. `undefined`: nothing
   * bounds it, or something around it.
   */
  factorOf(resource: CostedResource): number | undefined;
  /** Caps that cannot be read. */
  readonly unreadable: readonly Unpriced[];
}

/** The cap of what nothing bounds. */
const unbounded: Cap = { concurrency: Number.POSITIVE_INFINITY };

/** No vendor counts less than a millisecond. */
const shortest = 0.001;

/** What bounds a resource, and where. @throws UnreadableInput when that cannot be read */
function boundOf({ cap, place }: MeteredType, cloud: Cloud, resource: CostedResource, reading: Reading): Bound {
  const { concurrency, pool } = cap?.(reading) ?? unbounded;
  if (!(concurrency >= 0)) throw new UnreadableInput("concurrency", "is not a number from 0 on");
  if (pool === undefined) return { concurrency, share: resource.urn };
  return { concurrency, share: `${pool} ${regionOf(resource, cloud, [place?.(reading)])}` };
}

/** Divides what a pool allows by what is expected, so that all that is in it grows alike. */
function loadsOf(pool: readonly Runner[]): readonly Load[] {
  const limit = pool.reduce((most, { concurrency }) => Math.max(most, concurrency), 0);
  const expected = pool.reduce((sum, one) => sum + one.expected * one.duration, 0);
  return pool.map(({ resource, ...one }) => {
    const share = expected === 0 ? 1 / pool.length : (one.expected * one.duration) / expected;
    const concurrency = limit * share;
    return { resource, expected: one.expected, most: (concurrency * 3_600) / one.duration, concurrency };
  });
}

type Sum = Pick<Load, "expected" | "most">;

/** What is around a resource on its cloud, from the inside out: itself, and the components that it is in. */
const around = (resource: CostedResource, { byUrn }: Program): readonly string[] =>
  [...pathOf(resource, byUrn)].map(({ urn }) => `${urn} ${cloudOf(resource.type)}`);

/** What is expected and what is possible around each load. */
function sumsOf(loads: readonly Load[], program: Program): ReadonlyMap<string, Sum> {
  const sums = new Map<string, Sum>();
  for (const load of loads) {
    for (const key of around(load.resource, program)) {
      const { expected, most } = sums.get(key) ?? { expected: 0, most: 0 };
      sums.set(key, { expected: expected + load.expected, most: most + load.most });
    }
  }
  return sums;
}

/** What runs something in a program, and what of that has a cap that cannot be read: then nothing is known to bound it. */
function runnersOf(program: Program, usage: UsageReader, { meters, at = new Date() }: Pricing) {
  const runners: Runner[] = [];
  const unreadable: Unpriced[] = [];
  for (const resource of program.resources) {
    const [metered, cloud] = [meters.get(resource.type), cloudOf(resource.type)];
    if (metered?.cap === undefined || cloud === undefined) continue;
    // What runs at its times does not run more often.
    if (usage(resource, "requests").isTimed === true) continue;
    const reading = readingOf(resource, { program, usage, at });
    const duration = Math.max(shortest, reading.use("duration") / 1_000);
    const used = { resource, duration, expected: reading.use("requests") / hoursPerMonth };
    try {
      runners.push({ ...used, ...boundOf(metered, cloud, resource, reading) });
    } catch (error) {
      if (!(error instanceof UnreadableInput)) throw error;
      unreadable.push({ resource, what: error.property, why: error.why });
      runners.push({ ...used, ...unbounded, share: resource.urn });
    }
  }
  return { runners, unreadable };
}

/** The caps of a program: of each resource, and of what several share once. */
export function capsOf(program: Program, usage: UsageReader, pricing: Pricing): Caps {
  const { runners, unreadable } = runnersOf(program, usage, pricing);
  const loads = [...Map.groupBy(runners, ({ share }) => share).values()].flatMap(loadsOf);
  const capped = loads.filter(({ most }) => Number.isFinite(most));
  const byUrn = new Map(capped.map((load) => [load.resource.urn, load]));
  const sums = sumsOf(loads, program);
  return {
    unreadable,
    loadOf: ({ urn }) => byUrn.get(urn),
    factorOf(resource) {
      const used = around(resource, program).map((key) => sums.get(key));
      const nearest = used.find((sum) => sum !== undefined && sum.expected > 0);
      const factor = nearest === undefined ? Number.POSITIVE_INFINITY : nearest.most / nearest.expected;
      return Number.isFinite(factor) ? Math.max(1, factor) : undefined;
    },
  };
}
