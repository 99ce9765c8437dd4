import { refuses } from "../../../contract/requirements.ts";
import type { Rule } from "../../../contract/rule.ts";

export const rule: Rule = {
  name: "no-long-lived-keys",
  cloud: "gcp",
  title: "Access keys expire",
  severity: "high",
  level: "denied",
  why: "A key that leaks works until somebody notices.",
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
          else: "this key does not expire",
          fix: "Let its user impersonate the account instead",
        }),
      ],
      compliant: "none",
      broken: [{ at: "", says: "this key does not expire" }],
    },
  },
};
