import { requiresSome } from "../../../contract/requirements.ts";
import type { Rule } from "../../../contract/rule.ts";

export const rule: Rule = {
  name: "bounded-instances",
  cloud: "aws",
  title: "The number of instances is limited",
  severity: "medium",
  level: "advised",
  why: "A flood of requests scales an unlimited function, and its bill, as far as the account allows.",
  source: "https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html",
  references: { checkov: ["CKV_AWS_115"], guard: ["lambda_concurrency_check"], nist: ["SC-6"] },
  types: {
    "aws:lambda/function:Function": {
      checks: [
        requiresSome("reservedConcurrentExecutions", {
          else: "only the quota of the account limits its instances",
          fix: "Set it to the number of instances that it may have",
        }),
      ],
      compliant: { reservedConcurrentExecutions: 20 },
      unknowns: { reservedConcurrentExecutions: "any" },
      broken: [["reservedConcurrentExecutions", undefined, "only the quota of the account"]],
    },
  },
};
