import type { ResourceType } from "../../../contract.ts";
import { requiredText } from "../../read.ts";
import { armId, requireById } from "../arm.ts";
import { inert } from "../rules.ts";
import { appToken } from "./plan.ts";

/** Whether passwords may be used to publish. https://learn.microsoft.com/azure/app-service/configure-basic-auth-disable */
export const publishingTypes: readonly ResourceType[] = [
  publishingType("azure-native:web:WebAppScmAllowed", "scm"),
  publishingType("azure-native:web:WebAppFtpAllowed", "ftp"),
];

function publishingType(token: string, kind: "scm" | "ftp"): ResourceType {
  const outputs = { type: "Microsoft.Web/sites/basicPublishingCredentialsPolicies", azureApiVersion: "2025-05-01" };
  return {
    token,
    source: `https://www.pulumi.com/registry/packages/azure-native/api-docs/web/webapp${kind}allowed/`,
    replaceOn: ["name", "resourceGroupName"],
    properties: {
      name: "simulated",
      resourceGroupName: "simulated",
      allow: { inert: "There is no publishing site to log in to." },
      kind: inert.label,
    },
    constraints: [],
    example: { name: "shop-api", resourceGroupName: "shop", allow: false },
    create({ inputs, scope }, { store }) {
      const group = requiredText(inputs, "resourceGroupName");
      const app = requireById(
        store,
        appToken,
        armId(scope, group, "Microsoft.Web/sites", requiredText(inputs, "name")),
      );
      return { id: `${app.id}/basicPublishingCredentialsPolicies/${kind}`, outputs };
    },
    update: () => outputs,
  };
}
