import { refuses } from "../../../contract/requirements.ts";
import type { Rule } from "../../../contract/rule.ts";

export const rule: Rule = {
  name: "no-long-lived-keys",
  cloud: "gcp",
  title: "Nobody has a key that does not end",
  severity: "high",
  denied: true,
  why: "Who finds it has it for as long as nobody notices.",
  source: "https://cloud.google.com/iam/docs/best-practices-for-managing-service-account-keys",
  references: {
    checkov: ["CKV2_GCP_3"],
    prowler: ["iam_sa_no_user_managed_keys"],
    cis: ["GCP 5.0 1.5"],
    nist: ["IA-5"],
  },
  types: {
    "gcp:serviceaccount/key:Key": {
      checks: [
        refuses({
          else: "it is a key that works until somebody deletes it",
          fix: "Let what needs it act as the account instead",
        }),
      ],
      compliant: "none",
      broken: [{ at: "", says: "it is a key that works until somebody deletes it" }],
    },
  },
};
