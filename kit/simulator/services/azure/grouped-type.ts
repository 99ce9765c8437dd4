import { requiredText, textAt } from "../../contract/read.ts";
import {
  CloudError,
  type Invoke,
  type Naming,
  type Reference,
  type ResourceRequest,
  type ResourceType,
} from "../../contract.ts";
import { simulated } from "../rules.ts";
import { armId, findById, groupId, groupToken, regionOf, requireById, sameId } from "./arm.ts";
import { locationRule } from "./locations.ts";
import { tagRule } from "./rules.ts";

/** The group that a resource is created in. */
const toGroup: Reference = {
  find: (name, { scope }, { store }) => findById(store, groupToken, groupId(scope, name)),
  missing: (name) => new CloudError("ResourceGroupNotFound", `Resource group '${name}' could not be found.`, 404),
};

/** The location of a resource: its own, the provider's, or its group's. */
function locationOf({ inputs, scope, found }: ResourceRequest): string {
  const own = textAt(inputs, "location") ?? scope.region;
  return regionOf(own === "" ? requiredText(found("resourceGroupName").outputs, "location") : own);
}

/** A type of resource in a resource group, with a name of its own. */
interface GroupedType extends Omit<ResourceType, "id" | "naming" | "replaceOn"> {
  /** Its type in ARM: `Microsoft.Web/sites`. */
  readonly arm: string;
  /** The API version that the provider uses. */
  readonly version: string;
  readonly naming: Omit<Naming, "separator">;
  /** Inputs whose change replaces it, besides name, group and location. @default none */
  readonly replaceOn?: readonly string[];
}

/** Adds what all of them have: name, group, location and tags, and the rules about these. */
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
