import { randomUUID } from "node:crypto";
import { CloudError, type Invoke, type ResourceType, type Store, type StoredResource } from "../../contract.ts";
import { roleById, roles } from "../../iam/azure.ts";
import { requiredText, textAt } from "../read.ts";
import { armId, isSame, keep, locationOf, requireFree, requireGroup, tenant } from "./arm.ts";
import { locationRule } from "./locations.ts";
import { guid, inert, matches, tagRule } from "./rules.ts";

export const identityToken = "azure-native:managedidentity:UserAssignedIdentity";
export const assignmentToken = "azure-native:authorization:RoleAssignment";

const identityNames =
  "https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftmanagedidentity";
const assignments = "https://learn.microsoft.com/rest/api/authorization/role-assignments/create";

/** https://learn.microsoft.com/rest/api/managedidentity/user-assigned-identities/create-or-update */
export const identityType: ResourceType = {
  token: identityToken,
  source: "https://www.pulumi.com/registry/packages/azure-native/api-docs/managedidentity/userassignedidentity/",
  naming: {
    property: "resourceName",
    min: 3,
    max: 128,
    pattern: /^[a-z0-9][\w-]*$/i,
    refused: ["_shop", "shop.api"],
    separator: "",
    source: identityNames,
  },
  replaceOn: ["resourceName", "resourceGroupName", "location"],
  properties: {
    resourceName: "simulated",
    resourceGroupName: "simulated",
    location: "simulated",
    tags: "simulated",
  },
  constraints: [locationRule, tagRule],
  example: { resourceName: "shop-api", resourceGroupName: "shop" },
  create(request, world) {
    const { inputs, scope } = request;
    requireGroup(world.store, scope, inputs);
    const name = requiredText(inputs, "resourceName");
    const id = armId(
      scope,
      requiredText(inputs, "resourceGroupName"),
      "Microsoft.ManagedIdentity/userAssignedIdentities",
      name,
    );
    requireFree(world.store, identityToken, id);
    return {
      id,
      outputs: {
        name,
        location: locationOf(world.store, scope, inputs),
        principalId: randomUUID(),
        clientId: randomUUID(),
        tenantId: tenant,
        type: "Microsoft.ManagedIdentity/userAssignedIdentities",
        azureApiVersion: "2024-11-30",
      },
    };
  },
  update: (_request, old) =>
    keep(old, "name", "location", "principalId", "clientId", "tenantId", "type", "azureApiVersion"),
};

/** https://learn.microsoft.com/rest/api/authorization/role-assignments/create */
export const roleAssignmentType: ResourceType = {
  token: assignmentToken,
  source: "https://www.pulumi.com/registry/packages/azure-native/api-docs/authorization/roleassignment/",
  replaceOn: [
    "scope",
    "roleAssignmentName",
    "principalId",
    "roleDefinitionId",
    "principalType",
    "condition",
    "delegatedManagedIdentityResourceId",
  ],
  properties: {
    scope: "simulated",
    roleAssignmentName: "simulated",
    principalId: "simulated",
    principalType: "simulated",
    roleDefinitionId: "simulated",
    description: inert.label,
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
  create({ inputs, scope: { account } }, { store }) {
    const scope = requiredText(inputs, "scope").replace(/\/$/, "");
    const principalId = requiredText(inputs, "principalId");
    const roleDefinitionId = requiredText(inputs, "roleDefinitionId");
    requireScope(store, scope, account);
    if (textAt(inputs, "principalType") === "ServicePrincipal") requirePrincipal(store, principalId);
    requireNoTwin(store, scope, principalId, roleDefinitionId);
    const name = textAt(inputs, "roleAssignmentName") ?? randomUUID();
    return {
      id: `${scope}/providers/Microsoft.Authorization/roleAssignments/${name}`,
      outputs: {
        name,
        principalType: textAt(inputs, "principalType") ?? "User",
        type: "Microsoft.Authorization/roleAssignments",
        azureApiVersion: "2022-04-01",
      },
    };
  },
  update: (_request, old) => keep(old, "name", "principalType", "type", "azureApiVersion"),
};

/** https://learn.microsoft.com/azure/role-based-access-control/scope-overview */
function requireScope(store: Store, scope: string, subscription: string): void {
  const isSubscription = isSame(scope, `/subscriptions/${subscription}`);
  if (isSubscription || scope.startsWith("/providers/")) return;
  if (store.all().some(({ id }) => isSame(id, scope))) return;
  throw new CloudError("ResourceNotFound", `The Resource '${scope}' that the role is assigned at was not found.`, 404);
}

/** https://learn.microsoft.com/azure/role-based-access-control/troubleshooting#symptom---assigning-a-role-to-a-new-principal-sometimes-fails */
function requirePrincipal(store: Store, principal: string): void {
  if (principalsOf(store).some((id) => isSame(id, principal))) return;
  throw new CloudError("PrincipalNotFound", `Principal ${principal} does not exist in the directory ${tenant}.`);
}

function requireNoTwin(store: Store, scope: string, principal: string, definition: string): void {
  const isTwin = ({ inputs }: StoredResource): boolean =>
    isSame(textAt(inputs, "scope"), scope) &&
    isSame(textAt(inputs, "principalId"), principal) &&
    isSame(textAt(inputs, "roleDefinitionId"), definition);
  const [twin] = store.find(assignmentToken, isTwin);
  if (twin === undefined) return;
  throw new CloudError("RoleAssignmentExists", `The role assignment already exists: ${twin.id}.`, 409);
}

/** Object ids of all managed identities: resources of their own, and those of apps. */
function principalsOf(store: Store): readonly (string | undefined)[] {
  return store
    .all()
    .flatMap(({ outputs }) => [textAt(outputs, "principalId"), textAt(outputs, "identity.principalId")]);
}

/** Who runs the program: a service principal, the same for every program. */
export const getClientConfig: Invoke = (_args, scope) => ({
  clientId: "33333333-3333-4333-8333-333333333333",
  objectId: "44444444-4444-4444-8444-444444444444",
  subscriptionId: scope.account,
  tenantId: tenant,
});
