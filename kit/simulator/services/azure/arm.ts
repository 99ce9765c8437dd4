import { requiredText, textAt } from "../../contract/read.ts";
import {
  CloudError,
  type Properties,
  type Reference,
  type ResourceDraft,
  type ResourceRequest,
  type Scope,
  type Store,
  type StoredResource,
  type Unique,
  type World,
} from "../../contract.ts";

/** The tenant of every simulated subscription. */
export const tenant = "11111111-1111-4111-8111-111111111111";

const defaultSubscription = "00000000-0000-4000-8000-000000000000";

/** https://www.pulumi.com/registry/packages/azure-native/installation-configuration/ */
export function scopeOf(configuration: Properties): Scope {
  return {
    account: textAt(configuration, "subscriptionId") ?? defaultSubscription,
    // Without a location, resources are created in the location of their group.
    region: textAt(configuration, "location") ?? "",
  };
}

export function groupId(scope: Scope, group: string): string {
  return `/subscriptions/${scope.account}/resourceGroups/${group}`;
}

/**
 * An ARM id, in which types and names alternate.
 * https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules
 *
 * @param type - With its namespace: `Microsoft.Web/sites/basicPublishingCredentialsPolicies`.
 */
export function armId(scope: Scope, group: string, type: string, ...names: readonly string[]): string {
  const [namespace = "", ...types] = type.split("/");
  const path = types.map((part, index) => `${part}/${names[index] ?? ""}`);
  return [groupId(scope, group), "providers", namespace, ...path].join("/");
}

/** ARM ids and names are case-insensitive. */
export function isSame(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && b !== undefined && a.toLowerCase() === b.toLowerCase();
}

/** A resource by its ARM id, ignoring case. */
export function findById(store: Store, token: string, id: string): StoredResource | undefined {
  return store.get(token, id) ?? store.find(token, (resource) => isSame(resource.id, id))[0];
}

export function notFound(id: string): CloudError {
  return new CloudError("ResourceNotFound", `The Resource '${id}' was not found.`, 404);
}

/** @throws CloudError `ResourceNotFound`. */
export function requireById(store: Store, token: string, id: string): StoredResource {
  const found = findById(store, token, id);
  if (found !== undefined) return found;
  throw notFound(id);
}

/** A resource that a property names by its full ARM id. */
export function byId(token: string): Reference {
  return { find: (id, _request, { store }) => findById(store, token, id), missing: notFound };
}

/**
 * A scope, by its id: a subscription, a management group, or a resource that is deployed.
 * https://learn.microsoft.com/azure/role-based-access-control/scope-overview
 */
export const scopeReference: Reference = {
  find(scope, { scope: { account } }, { store }) {
    const wanted = scope.replace(/\/$/, "");
    if (isSame(wanted, `/subscriptions/${account}`) || wanted.startsWith("/providers/")) return true;
    return store.all().find(({ id }) => isSame(id, wanted));
  },
  missing: notFound,
};

/** A resource that a property names, in the resource group that `resourceGroupName` names. */
export function inGroup(token: string, type: string): Reference {
  const idOf = (name: string, { inputs, scope }: Pick<ResourceRequest, "inputs" | "scope">): string =>
    armId(scope, requiredText(inputs, "resourceGroupName"), type, name);
  return {
    find: (name, request, { store }) => findById(store, token, idOf(name, request)),
    missing: (name, request) => notFound(idOf(name, request)),
  };
}

export const groupToken = "azure-native:resources:ResourceGroup";

/** Without this error, the `PUT` of a new resource would silently change another one that already has the id. */
export function taken({ id }: Pick<ResourceDraft, "id">): CloudError {
  return new CloudError("Conflict", `cannot create already existing resource '${id}'`, 409);
}

export const sameId: Unique = { key: ({ id }) => id.toLowerCase() };

/** The time in ARM's format. */
export function timeOf({ clock }: World): string {
  return new Date(clock.now()).toISOString();
}

/** The name of a region, from its name or its display name, which has spaces. */
export function regionOf(location: string): string {
  return location.toLowerCase().replaceAll(" ", "");
}

/** The child resources of a resource, which ARM deletes together with it. */
export function insideOf({ id }: StoredResource, { store }: Pick<World, "store">): readonly StoredResource[] {
  return store.all().filter((resource) => isSame(resource.id.slice(0, id.length + 1), `${id}/`));
}
