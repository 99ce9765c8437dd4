import type { GraphCheck, Rule } from "../../../contract/rule.ts";

const origin = "azure-native:cdn:AFDOrigin";

const app: GraphCheck = function* (subject, program) {
  const { inputs } = subject;
  if (inputs.text("publicNetworkAccess") === "Disabled") return;
  if (inputs.text("siteConfig.ipSecurityRestrictionsDefaultAction") === "Deny") return;
  if (program.users(subject, origin, "hostName").length === 0) return;
  const property = "siteConfig.ipSecurityRestrictionsDefaultAction";
  const fix = `Set \`${property}\` to \`"Deny"\`, and let in \`AzureFrontDoor.Backend\` with the profile's \`X-Azure-FDID\``;
  yield { property, what: "it is behind Front Door, and can still be reached without it", fix };
};

export const rule: Rule = {
  name: "only-through-the-edge",
  cloud: "azure",
  title: "Origins can be reached through the edge only",
  severity: "medium",
  why: "Requests that bypass the edge bypass its firewall, its rate limits and its cache.",
  source: "https://learn.microsoft.com/azure/frontdoor/origin-security",
  references: { checkov: ["CKV_AZURE_221"], prowler: ["app_function_not_publicly_accessible"], nist: ["SC-7", "AC-4"] },
  types: {
    "azure-native:web:WebApp": {
      graph: [app],
      compliant: { siteConfig: { ipSecurityRestrictionsDefaultAction: "Deny" } },
      given: { around: [{ type: origin, name: "origin", sources: { hostName: "subject" } }] },
      broken: [
        [
          "siteConfig.ipSecurityRestrictionsDefaultAction",
          "Allow",
          "it is behind Front Door, and can still be reached without it",
        ],
        [
          "siteConfig.ipSecurityRestrictionsDefaultAction",
          undefined,
          "it is behind Front Door, and can still be reached without it",
        ],
      ],
    },
  },
};
