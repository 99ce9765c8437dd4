import type { ResourceType } from "../../../contract.ts";
import { inert, simulated } from "../../rules.ts";
import { reasons } from "../rules.ts";
import { toApp } from "./address.ts";

/** Whether publishing with passwords is allowed. https://learn.microsoft.com/azure/app-service/configure-basic-auth-disable */
export const publishingTypes: readonly ResourceType[] = [
  publishingType("azure-native:web:WebAppScmAllowed", "scm"),
  publishingType("azure-native:web:WebAppFtpAllowed", "ftp"),
];

function publishingType(token: string, kind: "scm" | "ftp"): ResourceType {
  return {
    token,
    source: `https://www.pulumi.com/registry/packages/azure-native/api-docs/web/webapp${kind}allowed/`,
    replaceOn: ["name", "resourceGroupName"],
    properties: {
      ...simulated("name", "resourceGroupName"),
      ...inert("The publishing site is not simulated.", "allow"),
      ...inert(reasons.label, "kind"),
    },
    constraints: [],
    example: { name: "shop-api", resourceGroupName: "shop", allow: false },
    refers: { name: toApp },
    id: ({ found }) => `${found("name").id}/basicPublishingCredentialsPolicies/${kind}`,
    defaults: { type: "Microsoft.Web/sites/basicPublishingCredentialsPolicies", azureApiVersion: "2025-05-01" },
  };
}
