import { CloudError, type Properties, type Scope, type Store, type StoredResource } from "../../contract.ts";
import { requiredText, textAt } from "../read.ts";

/** The tenant of every simulated subscription. */
export const tenant = "11111111-1111-4111-8111-111111111111";

const defaultSubscription = "00000000-0000-4000-8000-000000000000";

/** https://www.pulumi.com/registry/packages/azure-native/installation-configuration/ */
export function scopeOf(configuration: Properties): Scope {
  return {
    account: textAt(configuration, "subscriptionId") ?? defaultSubscription,
    // Without a location resources go where their group is.
    region: textAt(configuration, "location") ?? "",
  };
}

export function groupId(scope: Scope, group: string): string {
  return `/subscriptions/${scope.account}/resourceGroups/${group}`;
}

/**
 * An ARM id: types and names take turns.
 * https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules
 *
 * @param type - With its namespace: `Microsoft.Web/sites/basicPublishingCredentialsPolicies`.
 */
export function armId(scope: Scope, group: string, type: string, ...names: readonly string[]): string {
  const [namespace = "", ...types] = type.split("/");
  const path = types.map((part, index) => `${part}/${names[index] ?? ""}`);
  return [groupId(scope, group), "providers", namespace, ...path].join("/");
}

/** ARM ids and names do not tell upper-case from lower-case letters. */
export function isSame(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && b !== undefined && a.toLowerCase() === b.toLowerCase();
}

/** A resource by its ARM id, in whatever case it is written. */
export function findById(store: Store, token: string, id: string): StoredResource | undefined {
  return store.get(token, id) ?? store.find(token, (resource) => isSame(resource.id, id))[0];
}

/** @throws CloudError `ResourceNotFound`. */
export function requireById(store: Store, token: string, id: string): StoredResource {
  const found = findById(store, token, id);
  if (found !== undefined) return found;
  throw new CloudError("ResourceNotFound", `The Resource '${id}' was not found.`, 404);
}

export const groupToken = "azure-native:resources:ResourceGroup";

/** The group that a resource is created in. @throws CloudError `ResourceGroupNotFound`. */
export function requireGroup(store: Store, scope: Scope, inputs: Properties): StoredResource {
  const name = requiredText(inputs, "resourceGroupName");
  const group = findById(store, groupToken, groupId(scope, name));
  if (group !== undefined) return group;
  throw new CloudError("ResourceGroupNotFound", `Resource group '${name}' could not be found.`, 404);
}

/** Where a resource goes: where it says, or the provider does, or its group is. */
export function locationOf(store: Store, scope: Scope, inputs: Properties): string {
  const own = textAt(inputs, "location") ?? scope.region;
  const location = own === "" ? requiredText(requireGroup(store, scope, inputs).outputs, "location") : own;
  return location.toLowerCase().replaceAll(" ", "");
}

/** @throws CloudError when something else has the id already. `PUT` of a new resource would silently change the other one. */
export function requireFree(store: Store, token: string, id: string): void {
  if (findById(store, token, id) === undefined) return;
  throw new CloudError("Conflict", `cannot create already existing resource '${id}'`, 409);
}

/** Computed values that stay as they were through an update: ids, keys, times. */
export function keep(old: StoredResource, ...names: readonly string[]): Properties {
  return Object.fromEntries(names.map((name) => [name, old.outputs[name]]));
}

/** What is inside a resource, the newest first. ARM deletes it together with the resource. */
export function insideOf(store: Store, id: string): readonly StoredResource[] {
  return store
    .all()
    .filter((resource) => isSame(resource.id.slice(0, id.length + 1), `${id}/`))
    .reverse();
}
