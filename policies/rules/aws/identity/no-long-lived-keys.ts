import { refuses } from "../../../contract/requirements.ts";
import type { Rule } from "../../../contract/rule.ts";

export const rule: Rule = {
  name: "no-long-lived-keys",
  cloud: "aws",
  title: "Access keys expire",
  severity: "high",
  level: "denied",
  why: "A key that leaks works until somebody notices.",
  source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#bp-workloads-use-roles",
  references: { nist: ["IA-5"] },
  types: {
    "aws:iam/accessKey:AccessKey": {
      checks: [
        refuses({
          else: "this key does not expire",
          fix: "Let its user assume a role instead",
        }),
      ],
      compliant: "none",
      broken: [{ at: "", says: "this key does not expire" }],
    },
  },
};
