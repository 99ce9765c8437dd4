import { CloudError, type ResourceType } from "../../contract.ts";
import { requiredText, textAt } from "../read.ts";
import { groupId, groupToken, isSame, requireFree } from "./arm.ts";
import { inert, tagRule } from "./rules.ts";

const naming =
  "https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftresources";

/** https://learn.microsoft.com/rest/api/resources/resource-groups/create-or-update */
export const resourceGroupType: ResourceType = {
  token: groupToken,
  source: "https://www.pulumi.com/registry/packages/azure-native/api-docs/resources/resourcegroup/",
  naming: { property: "resourceGroupName", max: 90, pattern: /^[\w().-]*[\w()-]$/, separator: "", source: naming },
  replaceOn: ["resourceGroupName", "location"],
  properties: {
    resourceGroupName: "simulated",
    location: "simulated",
    tags: "simulated",
    managedBy: inert.label,
  },
  constraints: [tagRule],
  example: { resourceGroupName: "shop", location: "westeurope" },
  create({ inputs, scope }, { store }) {
    const name = requiredText(inputs, "resourceGroupName");
    const id = groupId(scope, name);
    requireFree(store, groupToken, id);
    return { id, outputs: outputsOf(name, textAt(inputs, "location") ?? scope.region) };
  },
  update: ({ inputs }, old) =>
    outputsOf(requiredText(inputs, "resourceGroupName"), requiredText(old.outputs, "location")),
  remove(group, { store }) {
    // ARM deletes what is in a group with it. Pulumi deletes its own resources first, so what is left belongs to someone else.
    const rest = store.all().find(({ id }) => isSame(id.slice(0, group.id.length + 1), `${group.id}/`));
    if (rest === undefined) return;
    const message = `resource group ${textAt(group.inputs, "resourceGroupName")} still contains ${rest.id}`;
    throw new CloudError("ResourceGroupNotEmpty", message, 409);
  },
};

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
