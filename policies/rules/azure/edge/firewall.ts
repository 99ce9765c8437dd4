import { forbids, requiresUser } from "../../../contract/requirements.ts";
import type { Rule } from "../../../contract/rule.ts";

const security = "azure-native:cdn:SecurityPolicy";

const policy = {
  checks: [
    forbids("policySettings.mode", ["Detection"], { else: "it only detects attacks", fix: 'Set it to `"Prevention"`' }),
    forbids("policySettings.enabledState", ["Disabled"], { else: "it is disabled", fix: 'Set it to `"Enabled"`' }),
  ],
  compliant: { policySettings: { mode: "Prevention", enabledState: "Enabled" } },
  broken: [
    ["policySettings.mode", "Detection", "it only detects attacks"],
    ["policySettings.enabledState", "Disabled", "it is disabled"],
  ],
} as const;

export const rule: Rule = {
  name: "firewall",
  cloud: "azure",
  title: "Public endpoints are behind a web application firewall",
  severity: "medium",
  why: "Without one, well-known attacks reach the code.",
  source: "https://learn.microsoft.com/azure/web-application-firewall/afds/afds-overview",
  references: {
    checkov: ["CKV_AZURE_121", "CKV_AZURE_123"],
    kics: ["835a4f2f-df43-437d-9943-545ccfc55961"],
    nist: ["SC-7", "SI-4"],
  },
  types: {
    "azure-native:cdn:Profile": {
      graph: [
        requiresUser(security, "profileName", {
          else: "it has no firewall",
          fix: "Add a SecurityPolicy of the profile with a `wafPolicy`",
        }),
      ],
      compliant: {},
      given: { around: [{ type: security, name: "security", sources: { profileName: "subject" } }] },
      broken: [{ at: "", says: "it has no firewall", around: [] }],
    },
    "azure-native:frontdoor:Policy": policy,
    "azure-native:cdn:Policy": policy,
  },
};
