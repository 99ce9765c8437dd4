import { CloudError, type ResourceType } from "../../contract.ts";
import { requiredText, textAt } from "../read.ts";
import { groupId, groupToken, insideOf, requireFree } from "./arm.ts";
import { locationRule } from "./locations.ts";
import { inert, tagRule } from "./rules.ts";

const naming =
  "https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftresources";

/**
 * Deleting a group deletes what is in it.
 * https://learn.microsoft.com/rest/api/resources/resource-groups/create-or-update
 *
 * @param types - Every type that can be in a group, asked for when one is deleted.
 */
export const createResourceGroupType = (types: () => readonly ResourceType[]): ResourceType => ({
  token: groupToken,
  source: "https://www.pulumi.com/registry/packages/azure-native/api-docs/resources/resourcegroup/",
  naming: {
    property: "resourceGroupName",
    max: 90,
    pattern: /^[\p{L}\p{N}_().-]*[\p{L}\p{N}_()-]$/u,
    refused: ["shop.", "shop&co"],
    separator: "",
    source: naming,
  },
  replaceOn: ["resourceGroupName", "location"],
  properties: {
    resourceGroupName: "simulated",
    location: "simulated",
    tags: "simulated",
    managedBy: inert.label,
  },
  constraints: [locationRule, tagRule],
  example: { resourceGroupName: "shop", location: "westeurope" },
  create({ inputs, scope }, { store }) {
    const name = requiredText(inputs, "resourceGroupName");
    const id = groupId(scope, name);
    requireFree(store, groupToken, id);
    return { id, outputs: outputsOf(name, textAt(inputs, "location") ?? scope.region) };
  },
  update: ({ inputs }, old) =>
    outputsOf(requiredText(inputs, "resourceGroupName"), requiredText(old.outputs, "location")),
  async remove(group, world) {
    for (const resource of insideOf(world.store, group.id)) {
      const type = types().find(({ token }) => token === resource.type);
      await type?.remove?.(resource, world);
      world.store.delete(resource.type, resource.id, resource.scope);
    }
  },
});

function outputsOf(name: string, location: string) {
  if (location === "")
    throw new CloudError("LocationRequired", "The location property is required for this definition.");
  return {
    name,
    location: location.toLowerCase().replaceAll(" ", ""),
    type: "Microsoft.Resources/resourceGroups",
    properties: { provisioningState: "Succeeded" },
    azureApiVersion: "2024-11-01",
  };
}
