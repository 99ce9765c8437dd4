import { randomUUID } from "node:crypto";
import { requiredText, textAt } from "../../../contract/read.ts";
import {
  CloudError,
  type Invoke,
  type Properties,
  type Reference,
  type ResourceType,
  type Store,
} from "../../../contract.ts";
import { deployer, roleById, roles } from "../../../iam/azure.ts";
import { inert, matches, simulated } from "../../rules.ts";
import { isSame, scopeReference, tenant } from "../arm.ts";
import { groupedType } from "../grouped-type.ts";
import { guid, reasons } from "../rules.ts";

export const identityToken = "azure-native:managedidentity:UserAssignedIdentity";
export const identityArm = "Microsoft.ManagedIdentity/userAssignedIdentities";
export const assignmentToken = "azure-native:authorization:RoleAssignment";

const identityNames =
  "https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftmanagedidentity";
const assignments = "https://learn.microsoft.com/rest/api/authorization/role-assignments/create";

/** https://learn.microsoft.com/rest/api/managedidentity/user-assigned-identities/create-or-update */
export const identityType: ResourceType = groupedType({
  token: identityToken,
  source: "https://www.pulumi.com/registry/packages/azure-native/api-docs/managedidentity/userassignedidentity/",
  arm: identityArm,
  version: "2024-11-30",
  naming: {
    property: "resourceName",
    min: 3,
    max: 128,
    pattern: /^[a-z0-9][\w-]*$/i,
    refused: ["_shop", "shop.api"],
    source: identityNames,
  },
  properties: {},
  constraints: [],
  example: { resourceName: "shop-api", resourceGroupName: "shop" },
  once: { principalId: () => randomUUID(), clientId: () => randomUUID() },
  defaults: { tenantId: tenant },
});

const toScope: Reference = {
  ...scopeReference,
  missing: (scope) =>
    new CloudError("ResourceNotFound", `The Resource '${scope}' that the role is assigned at was not found.`, 404),
};

/** https://learn.microsoft.com/rest/api/authorization/role-assignments/create */
export const roleAssignmentType: ResourceType = {
  token: assignmentToken,
  source: "https://www.pulumi.com/registry/packages/azure-native/api-docs/authorization/roleassignment/",
  replaceOn: [
    ...["scope", "roleAssignmentName", "principalId", "roleDefinitionId", "principalType", "condition"],
    "delegatedManagedIdentityResourceId",
  ],
  properties: {
    ...simulated("scope", "roleAssignmentName", "principalId", "principalType", "roleDefinitionId"),
    ...inert(reasons.label, "description"),
  },
  constraints: [
    matches("roleAssignmentName", guid, "must be a GUID", assignments, "api-reads-packages"),
    matches("principalId", guid, "must be the object id of a principal, a GUID", assignments, "shop-api"),
    matches(
      "roleDefinitionId",
      /^(?:\/subscriptions\/[^/]+)?\/providers\/Microsoft\.Authorization\/roleDefinitions\/[0-9a-f-]{36}$/i,
      "must be the id of a role definition: /subscriptions/…/providers/Microsoft.Authorization/roleDefinitions/<guid>",
      assignments,
      "Storage Blob Data Owner",
    ),
    matches(
      "scope",
      /^\/(?:subscriptions\/|providers\/Microsoft\.Management\/)/i,
      "must be the id of a subscription, a resource group, a resource or a management group",
      assignments,
      "shop",
    ),
  ],
  limits: [
    {
      property: "roleDefinitionId",
      only: `the built-in roles ${roles.map(({ name }) => name).join(", ")}`,
      runs: (value) => roleById(String(value)) !== undefined,
      refused: {
        roleDefinitionId: "/providers/Microsoft.Authorization/roleDefinitions/00482a5a-887f-4fb3-b363-3b7fe8e74483",
      },
    },
  ],
  example: {
    scope: "/subscriptions/00000000-0000-4000-8000-000000000000/resourceGroups/shop",
    principalId: "22222222-2222-4222-8222-222222222222",
    principalType: "User",
    roleDefinitionId: "/providers/Microsoft.Authorization/roleDefinitions/b7e6dc6d-f1e8-4753-8033-0f276bb0955b",
  },
  refers: { scope: toScope },
  once: { name: ({ inputs }) => textAt(inputs, "roleAssignmentName") ?? randomUUID() },
  id: ({ inputs, once }) => `${scopeIn(inputs)}/providers/Microsoft.Authorization/roleAssignments/${once.name}`,
  unique: [
    {
      key: ({ inputs }) => [scopeIn(inputs), inputs.principalId, inputs.roleDefinitionId].join(" ").toLowerCase(),
      taken: (_draft, { id }) =>
        new CloudError("RoleAssignmentExists", `The role assignment already exists: ${id}.`, 409),
    },
  ],
  check({ inputs }, { store }) {
    if (inputs.principalType === "ServicePrincipal") requirePrincipal(store, requiredText(inputs, "principalId"));
  },
  defaults: {
    principalType: "User",
    type: "Microsoft.Authorization/roleAssignments",
    azureApiVersion: "2022-04-01",
  },
};

function scopeIn(inputs: Properties): string {
  return requiredText(inputs, "scope").replace(/\/$/, "");
}

/** https://learn.microsoft.com/azure/role-based-access-control/troubleshooting#symptom---assigning-a-role-to-a-new-principal-sometimes-fails */
function requirePrincipal(store: Store, principal: string): void {
  if (principalsOf(store).some((id) => isSame(id, principal))) return;
  throw new CloudError("PrincipalNotFound", `Principal ${principal} does not exist in the directory ${tenant}.`);
}

/** Object ids of all managed identities: user-assigned ones, and those of apps. */
function principalsOf(store: Store): readonly (string | undefined)[] {
  return store
    .all()
    .flatMap(({ outputs }) => [textAt(outputs, "principalId"), textAt(outputs, "identity.principalId")]);
}

/** The identity that runs the program: a service principal, the same for every program. */
export const getClientConfig: Invoke = (_args, scope) => ({
  clientId: "33333333-3333-4333-8333-333333333333",
  objectId: deployer,
  subscriptionId: scope.account,
  tenantId: tenant,
});
