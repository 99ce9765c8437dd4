import type { UsageReader, Use } from "../estimate/charges.ts";
import type { Program } from "../estimate/program.ts";
import type { UsageName } from "../meters/usage-keys.ts";
import { Inputs, UnreadableInput } from "../resources/inputs.ts";
import type { CostedResource } from "../resources/resource.ts";
import type { Flow, Origin, Step } from "./contract.ts";
import { flows, timers } from "./index.ts";

/** The resources that a step leads to. What cannot be read does not count. */
function reached(resources: readonly CostedResource[], step: Step, program: Program): readonly CostedResource[] {
  const { to, type, property, which, where } = step;
  const found = resources.flatMap((resource) =>
    to === "users"
      ? program.usersOf(resource, type, property, which)
      : program.sourcesOf(resource, property, type, which),
  );
  return where === undefined ? found : found.filter(({ inputs }) => readable(() => where(new Inputs(inputs))) === true);
}

/** What a reading gives, or `undefined` where a property cannot be read. */
function readable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof UnreadableInput) return undefined;
    throw error;
  }
}

/** What one origin adds. */
function usesOf(resource: CostedResource, { path, key, times }: Origin, program: Program, read: UsageReader) {
  const ends = path.reduce<readonly CostedResource[]>((from, step) => reached(from, step, program), [resource]);
  return ends.map((end) => {
    const use = read(end, key);
    if (times === undefined) return { end, ...use };
    const each = read(end, times);
    return { end, ...use, value: use.value * each.value, assumed: [...use.assumed, ...each.assumed] };
  });
}

/** How much something is used by what uses it. `undefined`: nothing in the program says so. */
function followed(resource: CostedResource, { from, unless = [] }: Flow, program: Program, read: UsageReader) {
  if (unless.some((step) => reached([resource], step, program).length > 0)) return undefined;
  const uses = from.flatMap((origin) => usesOf(resource, origin, program, read));
  if (uses.length === 0) return undefined;
  return {
    value: uses.reduce((total, { value }) => total + value, 0),
    assumed: uses.flatMap(({ assumed }) => assumed),
    from: uses.map(({ end }) => end),
    isTimed: uses.every(({ isTimed }) => isTimed === true),
  } satisfies Use;
}

/** How often something runs by its own times. */
function timed({ type, inputs }: CostedResource): Use | undefined {
  const runs = readable(() => timers.get(type)?.runs(new Inputs(inputs)));
  return runs === undefined ? undefined : { value: runs, assumed: [], from: [], isTimed: true };
}

/**
 * How much a resource is used as far as the program says it: by the times of a schedule, and by what leads to it.
 *
 * @param read - Reads how much others are used.
 */
export function derivedOf(
  resource: CostedResource,
  name: UsageName,
  program: Program,
  read: UsageReader,
): Use | undefined {
  if (name === "requests" && timers.has(resource.type)) return timed(resource);
  const flow = flows.get(resource.type)?.find(({ key }) => key === name);
  return flow && followed(resource, flow, program, read);
}
