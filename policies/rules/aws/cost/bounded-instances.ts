import { requiresSome } from "../../../contract/requirements.ts";
import type { Rule } from "../../../contract/rule.ts";

export const rule: Rule = {
  name: "bounded-instances",
  cloud: "aws",
  title: "Something bounds how many instances there may be",
  severity: "medium",
  level: "advised",
  why: "Whoever asks without end makes a bill without end.",
  source: "https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html",
  references: { checkov: ["CKV_AWS_115"], guard: ["lambda_concurrency_check"], nist: ["SC-6"] },
  types: {
    "aws:lambda/function:Function": {
      checks: [
        requiresSome("reservedConcurrentExecutions", {
          else: "it starts as many instances as the account has",
          fix: "Set it to the number of instances that it may have",
        }),
      ],
      compliant: { reservedConcurrentExecutions: 20 },
      unknowns: { reservedConcurrentExecutions: "any" },
      broken: [["reservedConcurrentExecutions", undefined, "as many instances as the account has"]],
    },
  },
};
