import { requiresSome } from "../../../contract/requirements.ts";
import type { Rule } from "../../../contract/rule.ts";

const what = "it writes no access logs";

const stage = {
  checks: [
    requiresSome("accessLogSettings", { else: what, fix: "Set it to `{ destinationArn: <a log group's>, format }`" }),
  ],
  unknowns: { accessLogSettings: "any" },
  compliant: {
    accessLogSettings: { destinationArn: "arn:aws:logs:eu-west-1:123456789012:log-group:shop", format: "{}" },
  },
  broken: [["accessLogSettings", undefined, what]],
} as const;

export const rule: Rule = {
  name: "access-logs",
  cloud: "aws",
  title: "Requests are logged",
  severity: "medium",
  why: "Without access logs, nobody can tell after an attack what was requested, when and by whom.",
  source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging.html",
  references: {
    checkov: ["CKV_AWS_76", "CKV_AWS_86"],
    trivy: ["AWS-0001", "AWS-0010"],
    kics: [
      "1b6799eb-4a7a-4b04-9001-8cceb9999326",
      "94690d79-b3b0-43de-b656-84ebef5753e5",
      "bf4b48b9-fc1f-4552-984a-4becdb5bf503",
    ],
    cdkNag: ["AwsSolutions-APIG1", "AwsSolutions-CFR3"],
    guard: ["api_gwv2_access_logs_enabled", "cloudfront_accesslogs_enabled"],
    prowler: ["apigatewayv2_api_access_logging_enabled", "cloudfront_distributions_logging_enabled"],
    cis: ["AWS 7.0 4.10"],
    nist: ["AU-2", "AU-12"],
  },
  types: {
    "aws:apigatewayv2/stage:Stage": stage,
    "aws:apigateway/stage:Stage": stage,
    "aws:cloudfront/distribution:Distribution": {
      checks: [
        requiresSome("loggingConfig.bucket", { else: what, fix: "Set it to the domain name of a bucket for logs" }),
      ],
      unknowns: { loggingConfig: "any" },
      compliant: { enabled: true, loggingConfig: { bucket: "logs.s3.amazonaws.com" } },
      broken: [["loggingConfig.bucket", undefined, what]],
    },
  },
};
