import type { Endpoint, InspectedFunction, PackageName, PackageServices, StoredResource } from "./contract.ts";
import { examine } from "./control/check/knowledge.ts";
import { packageOf } from "./control/check/schema.ts";
import { type LogGroup, logGroups } from "./log-groups.ts";
import type { OwnedWorld } from "./world.ts";

/** A property that a deployed resource uses without effect here. */
export interface InertProperty {
  readonly type: string;
  readonly id: string;
  readonly property: string;
  readonly reason: string;
}

/** What is deployed and where it answers. */
export interface SimulatorState {
  /** Whether properties that have no effect here are refused. */
  readonly strict: boolean;
  readonly endpoints: readonly Endpoint[];
  /** The functions that debuggers can attach to, in the order of their ports. */
  readonly inspectors: readonly InspectedFunction[];
  /** The logs that there are, also those without a line yet. */
  readonly logGroups: readonly LogGroup[];
  /** The number of deployed resources of each package that has any. */
  readonly resources: Readonly<Partial<Record<PackageName, number>>>;
  readonly inert: readonly InertProperty[];
  /** What went wrong around the deployed things, the oldest first. */
  readonly problems: readonly string[];
}

export async function describeState(
  strict: boolean,
  world: OwnedWorld,
  load: (name: PackageName) => Promise<PackageServices>,
): Promise<SimulatorState> {
  const resources: Partial<Record<PackageName, number>> = {};
  const inert: InertProperty[] = [];
  for (const resource of world.store.all()) {
    const name = packageOf(resource.type);
    if (name === undefined) continue;
    resources[name] = (resources[name] ?? 0) + 1;
    inert.push(...inertOf(resource, await load(name)));
  }
  const inspectors = await world.inspectors.list();
  const [endpoints, groups] = [world.endpoints.list(), logGroups(world.store)];
  return { strict, endpoints, inspectors, logGroups: groups, resources, inert, problems: [...world.problems] };
}

function inertOf(resource: StoredResource, services: PackageServices): readonly InertProperty[] {
  const type = services.types.find((each) => each.token === resource.type);
  if (type === undefined) return [];
  const { inert } = examine(resource.inputs, type.properties);
  return inert.map((each) => ({ type: resource.type, id: resource.id, ...each }));
}
