import { requiresUser } from "../../../contract/requirements.ts";
import type { Rule } from "../../../contract/rule.ts";

const setting = "azure-native:monitor:DiagnosticSetting";

export const rule: Rule = {
  name: "access-logs",
  cloud: "azure",
  title: "Requests are logged",
  severity: "medium",
  why: "Without access logs, nobody can tell after an attack what was requested, when and by whom.",
  source: "https://learn.microsoft.com/azure/frontdoor/front-door-diagnostics",
  references: { nist: ["AU-2", "AU-12"] },
  types: {
    "azure-native:cdn:Profile": {
      graph: [
        requiresUser(setting, "resourceUri", {
          else: "it writes no access logs",
          fix: "Add a DiagnosticSetting with its id as `resourceUri` and the category FrontDoorAccessLog",
        }),
      ],
      compliant: {},
      given: { around: [{ type: setting, name: "setting", sources: { resourceUri: "subject" } }] },
      broken: [{ at: "", says: "it writes no access logs", around: [] }],
    },
  },
};
