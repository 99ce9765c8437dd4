import type { Check, Rule } from "../../../contract/rule.ts";
import { isWholeSubscription, mayManageEverything } from "../../../vendors/azure-roles.ts";

const assignment: Check = function* ({ inputs }) {
  if (!mayManageEverything(inputs.text("roleDefinitionId") ?? "")) return;
  if (!isWholeSubscription(inputs.text("scope") ?? "")) return;
  const fix = "Set `roleDefinitionId` to a role that does what is needed, and `scope` to what it is needed on";
  yield { property: "roleDefinitionId", what: "this role may manage everything in the subscription", fix };
};

export const rule: Rule = {
  name: "no-full-access",
  cloud: "azure",
  title: "No identity may do everything",
  severity: "critical",
  level: "denied",
  why: "One mistake in the code that has it affects the whole account.",
  source: "https://learn.microsoft.com/azure/role-based-access-control/best-practices",
  references: {
    prowler: ["app_function_identity_without_admin_privileges"],
    cis: ["Azure 6.0 5.3.3"],
    nist: ["AC-3", "AC-6", "AC-6(2)", "AC-6(3)"],
  },
  types: {
    "azure-native:authorization:RoleAssignment": {
      checks: [assignment],
      unknowns: { roleDefinitionId: "later", scope: "later" },
      compliant: {
        roleDefinitionId: "/providers/Microsoft.Authorization/roleDefinitions/b24988ac-6180-42a0-ab88-20f7382dd24c",
        scope: "/subscriptions/1234/resourceGroups/shop/providers/Microsoft.Web/sites/shop",
      },
      broken: [
        ["scope", "/subscriptions/1234", "this role may manage everything in the subscription", "roleDefinitionId"],
      ],
    },
  },
};
