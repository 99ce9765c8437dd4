import { Inputs } from "../resources/inputs.ts";
import type { CostedResource } from "../resources/resource.ts";

/** The resources of a program, and how they are connected. */
export interface Program {
  readonly resources: readonly CostedResource[];
  readonly byUrn: ReadonlyMap<string, CostedResource>;
  /** The resource of a type that a property of another one has its value from. */
  from(resource: CostedResource, property: string, type: string): Inputs | undefined;
  /** The resources of a type that have a property from a resource. */
  users(resource: CostedResource, type: string, property: string): readonly Inputs[];
}

/** Finds connections by the URNs that each property has its value from, so that ids need not be known yet. */
export function programOf(resources: readonly CostedResource[]): Program {
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  const users = new Map<string, CostedResource[]>();
  for (const resource of resources) {
    for (const [property, urns] of Object.entries(resource.sources)) {
      for (const urn of urns) {
        const key = `${urn} ${resource.type} ${property}`;
        const found = users.get(key);
        if (found === undefined) users.set(key, [resource]);
        else found.push(resource);
      }
    }
  }
  return {
    resources,
    byUrn,
    from({ sources }, property, type) {
      const urn = sources[property]?.find((one) => byUrn.get(one)?.type === type);
      const found = urn === undefined ? undefined : byUrn.get(urn);
      return found && new Inputs(found.inputs);
    },
    users: ({ urn }, type, property) =>
      (users.get(`${urn} ${type} ${property}`) ?? []).map(({ inputs }) => new Inputs(inputs)),
  };
}
