import { requiresSome } from "../../../contract/requirements.ts";
import type { Rule } from "../../../contract/rule.ts";

export const rule: Rule = {
  name: "signed-code",
  cloud: "aws",
  title: "Only code that the team has signed runs",
  severity: "low",
  level: "off",
  why: "Whoever may deploy, or has the credentials of who does, runs what they like.",
  source: "https://docs.aws.amazon.com/lambda/latest/dg/configuration-codesigning.html",
  references: { checkov: ["CKV_AWS_272"], nist: ["SI-7"] },
  types: {
    "aws:lambda/function:Function": {
      checks: [
        requiresSome("codeSigningConfigArn", {
          else: "code that nobody has signed runs",
          fix: "Set it to a code signing configuration",
        }),
      ],
      unknowns: { codeSigningConfigArn: "any" },
      compliant: { codeSigningConfigArn: "arn:aws:lambda:eu-west-1:123456789012:code-signing-config:csc-1234" },
      broken: [["codeSigningConfigArn", undefined, "code that nobody has signed runs"]],
    },
  },
};
