import { requiresSome } from "../../../contract/requirements.ts";
import type { Rule } from "../../../contract/rule.ts";

export const rule: Rule = {
  name: "signed-code",
  cloud: "aws",
  title: "Only signed code runs",
  severity: "low",
  level: "off",
  why: "Whoever may deploy, or has stolen the credentials to, can run any code.",
  source: "https://docs.aws.amazon.com/lambda/latest/dg/configuration-codesigning.html",
  references: { checkov: ["CKV_AWS_272"], nist: ["SI-7"] },
  types: {
    "aws:lambda/function:Function": {
      checks: [
        requiresSome("codeSigningConfigArn", {
          else: "unsigned code can run",
          fix: "Set it to a code signing configuration",
        }),
      ],
      unknowns: { codeSigningConfigArn: "any" },
      compliant: { codeSigningConfigArn: "arn:aws:lambda:eu-west-1:123456789012:code-signing-config:csc-1234" },
      broken: [["codeSigningConfigArn", undefined, "unsigned code can run"]],
    },
  },
};
