import type { Invoke } from "../../contract.ts";
import { requiredText } from "../read.ts";
import { armId, groupId, groupToken, requireById } from "./arm.ts";
import { identityToken } from "./identity.ts";
import { componentToken } from "./monitoring/component.ts";
import { workspaceToken } from "./monitoring/workspace.ts";
import { accountToken } from "./storage/keys.ts";
import { appToken, planToken } from "./web/plan.ts";

/** Functions that look a resource up by its group and name: its type here and in ARM, and the argument with its name. */
const lookups: readonly (readonly [token: string, type: string, armType: string, argument: string])[] = [
  ["applicationinsights:getComponent", componentToken, "Microsoft.Insights/components", "resourceName"],
  [
    "managedidentity:getUserAssignedIdentity",
    identityToken,
    "Microsoft.ManagedIdentity/userAssignedIdentities",
    "resourceName",
  ],
  ["operationalinsights:getWorkspace", workspaceToken, "Microsoft.OperationalInsights/workspaces", "workspaceName"],
  ["storage:getStorageAccount", accountToken, "Microsoft.Storage/storageAccounts", "accountName"],
  ["web:getAppServicePlan", planToken, "Microsoft.Web/serverfarms", "name"],
  ["web:getWebApp", appToken, "Microsoft.Web/sites", "name"],
];

const getResourceGroup: Invoke = (args, scope, { store }) => {
  const group = requireById(store, groupToken, groupId(scope, requiredText(args, "resourceGroupName")));
  return { ...group.outputs, id: group.id };
};

/** What the provider's `get…` functions answer: a resource as it is deployed. */
export const lookupInvokes: Readonly<Record<string, Invoke>> = {
  "azure-native:resources:getResourceGroup": getResourceGroup,
  ...Object.fromEntries(
    lookups.map(([token, type, armType, argument]): [string, Invoke] => [
      `azure-native:${token}`,
      (args, scope, { store }) => {
        const id = armId(scope, requiredText(args, "resourceGroupName"), armType, requiredText(args, argument));
        const found = requireById(store, type, id);
        return { ...found.outputs, id: found.id };
      },
    ]),
  ),
};
