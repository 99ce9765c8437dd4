import type { Which } from "../meters/contract.ts";
import { Inputs } from "../resources/inputs.ts";
import type { CostedResource } from "../resources/resource.ts";

/** The resources of a program, and how they are connected. */
export interface Program {
  readonly resources: readonly CostedResource[];
  readonly byUrn: ReadonlyMap<string, CostedResource>;
  /** The resources of a type that a property of another one has its value from. */
  sourcesOf(resource: CostedResource, property: string, type: string, which: Which): readonly CostedResource[];
  /** The resources of a type that have a property from a resource. */
  usersOf(resource: CostedResource, type: string, property: string, which: Which): readonly CostedResource[];
}

/** The length of the longest id by which a value names a resource. */
const named = (text: string, { ids = [] }: CostedResource): number =>
  Math.max(0, ...ids.filter((id) => text.includes(id)).map((id) => id.length));

/** What a value is from. What it names is certain; where nothing is known yet, the place in the order decides. */
function chosen(found: readonly CostedResource[], value: unknown, which: Which): readonly CostedResource[] {
  if (which === "all" || found.length < 2) return found;
  const text = JSON.stringify(value) ?? "";
  // One id may begin another one: `orders` and `orders-dead-letters`.
  const longest = found.reduce((most, one) => Math.max(most, named(text, one)), 0);
  if (longest > 0) return found.filter((one) => named(text, one) === longest);
  return which === "first" ? found.slice(0, 1) : found.slice(-1);
}

/** As what a resource uses another one. */
const roleOf = (type: string, property: string): string => `${type} ${property}`;

/** Who uses each resource, and as what. URNs are long: they are looked up as they are, and not made a part of longer keys. */
function usersIn(resources: readonly CostedResource[]): ReadonlyMap<string, ReadonlyMap<string, CostedResource[]>> {
  const users = new Map<string, Map<string, CostedResource[]>>();
  for (const resource of resources) {
    for (const [property, urns] of Object.entries(resource.sources)) {
      const role = roleOf(resource.type, property);
      for (const urn of urns.length > 1 ? new Set(urns) : urns) {
        const own = users.get(urn) ?? new Map<string, CostedResource[]>();
        const found = own.get(role);
        if (found === undefined) own.set(role, [resource]);
        else found.push(resource);
        users.set(urn, own);
      }
    }
  }
  return users;
}

/** Finds connections by the URNs that each property has its value from, so that ids need not be known yet. */
export function programOf(resources: readonly CostedResource[]): Program {
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  const users = usersIn(resources);
  const sourcesOf: Program["sourcesOf"] = ({ sources, inputs }, property, type, which) => {
    const found = (sources[property] ?? []).flatMap((urn) => byUrn.get(urn) ?? []).filter((one) => one.type === type);
    return chosen(found, inputs[property], which);
  };
  return {
    ...{ resources, byUrn, sourcesOf },
    usersOf(resource, type, property, which) {
      const all = users.get(resource.urn)?.get(roleOf(type, property)) ?? [];
      if (which === "all") return all;
      return all.filter((user) => sourcesOf(user, property, resource.type, which).includes(resource));
    },
  };
}

/** The inputs of resources. */
export const inputsOf = (resources: readonly CostedResource[]): readonly Inputs[] =>
  resources.map(({ inputs }) => new Inputs(inputs));
