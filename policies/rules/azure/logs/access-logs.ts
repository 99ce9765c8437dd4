import { requiresUser } from "../../../contract/requirements.ts";
import type { Rule } from "../../../contract/rule.ts";

const setting = "azure-native:monitor:DiagnosticSetting";

export const rule: Rule = {
  name: "access-logs",
  cloud: "azure",
  title: "Who asks for what is written down",
  severity: "medium",
  why: "After an attack nobody knows what was asked, and by whom.",
  source: "https://learn.microsoft.com/azure/frontdoor/front-door-diagnostics",
  references: { nist: ["AU-2", "AU-12"] },
  types: {
    "azure-native:cdn:Profile": {
      graph: [
        requiresUser(setting, "resourceUri", {
          else: "it writes no access log",
          fix: "Add a DiagnosticSetting with its id as `resourceUri` and the category FrontDoorAccessLog",
        }),
      ],
      compliant: {},
      given: { around: [{ type: setting, name: "setting", sources: { resourceUri: "subject" } }] },
      broken: [{ at: "", says: "it writes no access log", around: [] }],
    },
  },
};
