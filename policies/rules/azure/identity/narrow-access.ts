import type { Check, Rule } from "../../../contract/rule.ts";
import { isWholeSubscription, mayManageEverything } from "../../../vendors/azure-roles.ts";

/** What may manage a resource reads its keys, too. */
const assignment: Check = function* ({ inputs }) {
  if (inputs.text("principalType") !== "ServicePrincipal") return;
  if (!mayManageEverything(inputs.text("roleDefinitionId") ?? "")) return;
  if (isWholeSubscription(inputs.text("scope") ?? "")) return;
  const fix = "Set `roleDefinitionId` to a role for the data, such as Storage Blob Data Reader";
  yield { property: "roleDefinitionId", what: "the role allows managing what it only needs to use", fix };
};

/** https://learn.microsoft.com/azure/cosmos-db/nosql/reference-data-plane-security#actions */
const dataActions: Check = function* ({ inputs }) {
  for (const permission of inputs.list("permissions")) {
    if (!permission.texts("dataActions").some((action) => /databaseAccounts\/\*$/i.test(action))) continue;
    const property = permission.path("dataActions");
    yield {
      property,
      what: "the role allows every action on the account's data",
      fix: "List the actions that are needed",
    };
  }
};

const contributor = "/providers/Microsoft.Authorization/roleDefinitions/b24988ac-6180-42a0-ab88-20f7382dd24c";

export const rule: Rule = {
  name: "narrow-access",
  cloud: "azure",
  title: "Permissions are limited to the actions and resources that are needed",
  severity: "high",
  why: "Whoever takes over the code has all of its permissions.",
  source: "https://learn.microsoft.com/azure/role-based-access-control/best-practices",
  references: { prowler: ["app_function_identity_without_admin_privileges"], nist: ["AC-6"] },
  types: {
    "azure-native:authorization:RoleAssignment": {
      checks: [assignment],
      unknowns: { roleDefinitionId: "later", scope: "later" },
      compliant: {
        principalType: "ServicePrincipal",
        roleDefinitionId: "/providers/Microsoft.Authorization/roleDefinitions/2a2b9908-6ea1-4ae2-8e65-a410df84e7d1",
        scope: "/subscriptions/1234/resourceGroups/shop",
      },
      broken: [["roleDefinitionId", contributor, "the role allows managing what it only needs to use"]],
    },
    "azure-native:cosmosdb:SqlResourceSqlRoleDefinition": {
      checks: [dataActions],
      compliant: {
        permissions: [{ dataActions: ["Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers/items/read"] }],
      },
      broken: [
        [
          "permissions[0].dataActions",
          ["Microsoft.DocumentDB/databaseAccounts/*"],
          "every action on the account's data",
        ],
      ],
    },
  },
};
