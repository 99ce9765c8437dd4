import type { PackageServices, Properties, ResourceType, Scope, StoredResource, World } from "../../contract.ts";
import type { Members } from "../check/schema.ts";
import type { DiffAnswer } from "../protocol.ts";

/** A type of resource as its SDK describes it, and the provider that handles it. */
export interface Placed {
  readonly services: Pick<PackageServices, "place" | "taken">;
  readonly type: ResourceType;
  readonly members: Members;
  readonly scope: Scope;
}

/** Whether resources of the type record their region. Those of AWS that do not, such as roles, are global. */
function isPlaced({ services: { place }, members }: Placed): boolean {
  return place !== undefined && Object.hasOwn(members, place);
}

/** The property of a new resource that says where it is. */
export function placeOutputs(placed: Placed): Properties {
  const { services, scope } = placed;
  return services.place !== undefined && isPlaced(placed) ? { [services.place]: scope.region } : {};
}

/** Finds a resource in the region that it records, which may differ from the provider's current one. */
export function findPlaced(
  placed: Placed,
  id: string,
  olds: Properties | undefined,
  { store }: World,
): StoredResource | undefined {
  const { services, type, scope } = placed;
  if (services.place === undefined) return store.get(type.token, id, scope);
  if (!isPlaced(placed)) {
    return store.find(type.token, (found) => found.id === id && found.scope.account === scope.account)[0];
  }
  const region = olds?.[services.place];
  return store.get(type.token, id, typeof region === "string" ? { ...scope, region } : scope);
}

/**
 * Adds the move to another region to a diff, if the provider's region has changed and the resource sets none of its own: it is
 * replaced there, and deleted where it was.
 * https://github.com/hashicorp/terraform-provider-aws/blob/main/website/docs/guides/enhanced-region-support.html.markdown
 */
export function withMove(answer: DiffAnswer, placed: Placed, olds: Properties, news: Properties): DiffAnswer {
  const { services, scope } = placed;
  const { place } = services;
  if (place === undefined || !isPlaced(placed)) return answer;
  const [before, after] = [olds[place], news[place] ?? scope.region];
  if (typeof before !== "string" || before === after || answer.replaces.includes(place)) return answer;
  return {
    ...answer,
    changed: [...new Set([...answer.changed, place])],
    replaces: [...answer.replaces, place],
    changes: [...answer.changes.filter(({ path }) => path !== place), { path: place, kind: "update", replaces: true }],
  };
}
