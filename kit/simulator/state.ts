import type {
  Endpoint,
  InspectedFunction,
  PackageName,
  PackageServices,
  ResourceType,
  StoredResource,
} from "./contract.ts";
import { examine } from "./control/check/property-support.ts";
import { packageOf } from "./control/check/schema.ts";
import type { OwnedWorld } from "./world.ts";

/** A property that a deployed resource sets and that has no effect here. */
export interface InertProperty {
  readonly type: string;
  readonly id: string;
  readonly property: string;
  readonly reason: string;
}

/** One address that a deployed resource answers HTTP at. */
export interface ServedAddress {
  readonly cloud: PackageName;
  /** The resource's type token and id. */
  readonly type: string;
  readonly id: string;
  /** The address that the cloud would give it: `https://shop.simulated.workers.dev/`. */
  readonly url: string;
  /** The address on this machine: `http://127.0.0.1:4512/`. */
  readonly local: string;
}

/** Where something deployed writes its log lines. */
export interface LogGroup {
  readonly cloud: PackageName;
  readonly group: string;
}

/** What is deployed and where it answers. */
export interface SimulatorState {
  /** Whether properties that have no effect here are refused. */
  readonly strict: boolean;
  readonly endpoints: readonly Endpoint[];
  /** Everything that answers HTTP, in order of creation. */
  readonly addresses: readonly ServedAddress[];
  /** The functions that debuggers can attach to, in the order of their ports. */
  readonly inspectors: readonly InspectedFunction[];
  /** The logs, including those without lines. */
  readonly logGroups: readonly LogGroup[];
  /** The number of deployed resources by package, for packages that have any. */
  readonly resources: Readonly<Partial<Record<PackageName, number>>>;
  readonly inert: readonly InertProperty[];
  /** What went wrong with deployed resources, the oldest first. */
  readonly problems: readonly string[];
}

export async function describeState(
  strict: boolean,
  world: OwnedWorld,
  load: (name: PackageName) => Promise<PackageServices>,
): Promise<SimulatorState> {
  const resources: Partial<Record<PackageName, number>> = {};
  const inert: InertProperty[] = [];
  const addresses: ServedAddress[] = [];
  const logGroups = new Map<string, LogGroup>();
  const endpoints = world.endpoints.list().filter(({ isInternal }) => isInternal !== true);
  for (const resource of world.store.all()) {
    const name = packageOf(resource.type);
    if (name === undefined) continue;
    resources[name] = (resources[name] ?? 0) + 1;
    const type = (await load(name)).types.find((each) => each.token === resource.type);
    if (type === undefined) continue;
    inert.push(...inertOf(resource, type));
    addresses.push(...addressesOf(resource, type, endpoints));
    const group = type.logGroup?.(resource);
    if (group !== undefined) logGroups.set(`${name} ${group}`, { cloud: name, group });
  }
  const inspectors = await world.inspectors.list();
  return {
    strict,
    endpoints,
    addresses,
    inspectors,
    logGroups: [...logGroups.values()],
    resources,
    inert,
    problems: [...world.problems],
  };
}

function addressesOf(
  resource: StoredResource,
  type: ResourceType,
  endpoints: readonly Endpoint[],
): readonly ServedAddress[] {
  const served = type.serves?.(resource);
  const endpoint = endpoints.find(({ key }) => key === served?.endpoint);
  if (served === undefined || endpoint === undefined) return [];
  const local = `${endpoint.url}${served.path}`;
  const url = endpoint.host === undefined ? local : `https://${endpoint.host}${served.path}`;
  return [{ cloud: endpoint.cloud, type: resource.type, id: resource.id, url, local }];
}

function inertOf(resource: StoredResource, type: ResourceType): readonly InertProperty[] {
  const { inert } = examine(resource.inputs, type.properties);
  return inert.map((each) => ({ type: resource.type, id: resource.id, ...each }));
}
