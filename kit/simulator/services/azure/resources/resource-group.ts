import { requiredText, textAt } from "../../../contract/read.ts";
import { CloudError, type ResourceType } from "../../../contract.ts";
import { inert, simulated } from "../../rules.ts";
import { groupId, groupToken, insideOf, regionOf, sameId } from "../arm.ts";
import { locationRule } from "../locations.ts";
import { reasons, tagRule } from "../rules.ts";

const naming =
  "https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftresources";

/**
 * Deleting a group deletes everything in it.
 * https://learn.microsoft.com/rest/api/resources/resource-groups/create-or-update
 */
export const groupType: ResourceType = {
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
  properties: { ...simulated("resourceGroupName", "location", "tags"), ...inert(reasons.label, "managedBy") },
  constraints: [locationRule, tagRule],
  example: { resourceGroupName: "shop", location: "westeurope" },
  once: {
    name: ({ inputs }) => inputs.resourceGroupName,
    location: ({ inputs, scope }) => regionOf(textAt(inputs, "location") ?? scope.region),
  },
  id: ({ inputs, scope }) => groupId(scope, requiredText(inputs, "resourceGroupName")),
  unique: [sameId],
  check({ once }) {
    if (once.location !== "") return;
    throw new CloudError("LocationRequired", "The location property is required for this definition.");
  },
  defaults: {
    type: "Microsoft.Resources/resourceGroups",
    properties: { provisioningState: "Succeeded" },
    azureApiVersion: "2024-11-01",
  },
  inside: insideOf,
};
