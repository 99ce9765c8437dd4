import { requiredText, textAt } from "../../contract/read.ts";
import {
  CloudError,
  type Invoke,
  type Naming,
  type Properties,
  type Reference,
  type ResourceDraft,
  type ResourceRequest,
  type ResourceType,
  type Scope,
  type Store,
  type StoredResource,
  type Unique,
  type World,
} from "../../contract.ts";
import { simulated } from "../rules.ts";
import { locationRule } from "./locations.ts";
import { tagRule } from "./rules.ts";

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

export function notFound(id: string): CloudError {
  return new CloudError("ResourceNotFound", `The Resource '${id}' was not found.`, 404);
}

/** @throws CloudError `ResourceNotFound`. */
export function requireById(store: Store, token: string, id: string): StoredResource {
  const found = findById(store, token, id);
  if (found !== undefined) return found;
  throw notFound(id);
}

/** What a property has the whole ARM id of. */
export function byId(token: string): Reference {
  return { find: (id, _request, { store }) => findById(store, token, id), missing: notFound };
}

/** What a property has the name of, in the resource group that `resourceGroupName` names. */
export function inGroup(token: string, type: string): Reference {
  const idOf = (name: string, { inputs, scope }: Pick<ResourceRequest, "inputs" | "scope">): string =>
    armId(scope, requiredText(inputs, "resourceGroupName"), type, name);
  return {
    find: (name, request, { store }) => findById(store, token, idOf(name, request)),
    missing: (name, request) => notFound(idOf(name, request)),
  };
}

export const groupToken = "azure-native:resources:ResourceGroup";

/** The group that a resource is created in. */
const toGroup: Reference = {
  find: (name, { scope }, { store }) => findById(store, groupToken, groupId(scope, name)),
  missing: (name) => new CloudError("ResourceGroupNotFound", `Resource group '${name}' could not be found.`, 404),
};

/** `PUT` of a new resource would silently change another one that has the id already. */
export function taken({ id }: Pick<ResourceDraft, "id">): CloudError {
  return new CloudError("Conflict", `cannot create already existing resource '${id}'`, 409);
}

export const sameId: Unique = { key: ({ id }) => id.toLowerCase() };

/** The time, as ARM writes it. */
export function timeOf({ clock }: World): string {
  return new Date(clock.now()).toISOString();
}

/** Regions by their names: those that are shown have spaces. */
export function regionOf(location: string): string {
  return location.toLowerCase().replaceAll(" ", "");
}

/** Where a resource goes: where it says, or the provider does, or its group is. */
function locationOf({ inputs, scope, found }: ResourceRequest): string {
  const own = textAt(inputs, "location") ?? scope.region;
  return regionOf(own === "" ? requiredText(found("resourceGroupName").outputs, "location") : own);
}

/** A type of resource that stands in a resource group, under a name of its own. */
interface GroupedType extends Omit<ResourceType, "id" | "naming" | "replaceOn"> {
  /** Its type in ARM: `Microsoft.Web/sites`. */
  readonly arm: string;
  /** The version of the API that the provider speaks. */
  readonly version: string;
  readonly naming: Omit<Naming, "separator">;
  /** Inputs whose change makes a new one, apart from name, group and location. @default none */
  readonly replaceOn?: readonly string[];
}

/** Adds what all of them have: name, group, location and tags, and what follows from these. */
export function groupedType({ arm, version, ...type }: GroupedType): ResourceType {
  const { property } = type.naming;
  return {
    ...type,
    naming: { separator: "", ...type.naming },
    replaceOn: [property, "resourceGroupName", "location", ...(type.replaceOn ?? [])],
    properties: { ...simulated(property, "resourceGroupName", "location", "tags"), ...type.properties },
    constraints: [...type.constraints, locationRule, tagRule],
    refers: { resourceGroupName: toGroup, ...type.refers },
    once: { name: ({ inputs }) => inputs[property], location: locationOf, ...type.once },
    id: ({ inputs, scope }) =>
      armId(scope, requiredText(inputs, "resourceGroupName"), arm, requiredText(inputs, property)),
    unique: [sameId, ...(type.unique ?? [])],
    defaults: { type: arm, azureApiVersion: version, ...type.defaults },
  };
}

/** The function of the provider that looks a resource up by its group and name. */
export function lookUp(token: string, type: string, argument: string): Invoke {
  return (args, scope, { store }) => {
    const id = armId(scope, requiredText(args, "resourceGroupName"), type, requiredText(args, argument));
    const found = requireById(store, token, id);
    return { ...found.outputs, id: found.id };
  };
}

/** What is inside a resource. ARM deletes it together with the resource. */
export function insideOf({ id }: StoredResource, { store }: World): readonly StoredResource[] {
  return store.all().filter((resource) => isSame(resource.id.slice(0, id.length + 1), `${id}/`));
}
