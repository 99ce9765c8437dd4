import type { Check, Rule } from "../../../contract/rule.ts";
import { isDefaultAccount } from "../../../vendors/gcp-members.ts";

const runsAs = (property: string): Check =>
  function* ({ inputs }) {
    const account = inputs.text(property);
    if (account !== undefined && !isDefaultAccount(account)) return;
    const fix = `Set \`${property}\` to the email of an account of its own`;
    yield { property, what: "it runs as the project's default service account", fix };
  };

const member: Check = function* ({ inputs }) {
  if (!isDefaultAccount(inputs.text("member") ?? "")) return;
  yield {
    property: "member",
    what: "the project's default service account is granted a role",
    fix: "Grant it to the account that needs it",
  };
};

const account = "shop@example.iam.gserviceaccount.com";
const shared = "1234-compute@developer.gserviceaccount.com";

export const rule: Rule = {
  name: "own-identity",
  cloud: "gcp",
  title: "Each function has an identity of its own",
  severity: "medium",
  why: "Functions that share an identity have each other's permissions.",
  source: "https://cloud.google.com/run/docs/securing/service-identity",
  references: { checkov: ["CKV_GCP_46"], trivy: ["GCP-0006"], cis: ["GCP 5.0 1.7"], nist: ["AC-6", "IA-2"] },
  types: {
    "gcp:cloudfunctionsv2/function:Function": {
      checks: [runsAs("serviceConfig.serviceAccountEmail")],
      unknowns: { "serviceConfig.serviceAccountEmail": "any" },
      compliant: { serviceConfig: { serviceAccountEmail: account } },
      broken: [
        ["serviceConfig.serviceAccountEmail", undefined, "it runs as the project's default service account"],
        ["serviceConfig.serviceAccountEmail", shared, "it runs as the project's default service account"],
      ],
    },
    "gcp:cloudrunv2/service:Service": {
      checks: [runsAs("template.serviceAccount")],
      unknowns: { "template.serviceAccount": "any" },
      compliant: { template: { serviceAccount: account } },
      broken: [["template.serviceAccount", undefined, "it runs as the project's default service account"]],
    },
    "gcp:projects/iAMMember:IAMMember": {
      checks: [member],
      unknowns: { member: "later" },
      compliant: { member: `serviceAccount:${account}` },
      broken: [["member", `serviceAccount:${shared}`, "the project's default service account is granted a role"]],
    },
  },
};
