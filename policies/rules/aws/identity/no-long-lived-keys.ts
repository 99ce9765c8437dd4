import { refuses } from "../../../contract/requirements.ts";
import type { Rule } from "../../../contract/rule.ts";

export const rule: Rule = {
  name: "no-long-lived-keys",
  cloud: "aws",
  title: "Nobody has a key that does not end",
  severity: "high",
  denied: true,
  why: "Who finds it has it for as long as nobody notices.",
  source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#bp-workloads-use-roles",
  references: { nist: ["IA-5"] },
  types: {
    "aws:iam/accessKey:AccessKey": {
      checks: [
        refuses({
          else: "it is a key that works until somebody deletes it",
          fix: "Let what needs it take a role instead",
        }),
      ],
      compliant: "none",
      broken: [{ at: "", says: "it is a key that works until somebody deletes it" }],
    },
  },
};
