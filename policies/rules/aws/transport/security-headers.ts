import { requiresSome } from "../../../contract/requirements.ts";
import type { Check, Rule } from "../../../contract/rule.ts";

const behaviours: Check = function* ({ inputs }) {
  for (const behaviour of [inputs.at("defaultCacheBehavior"), ...inputs.list("orderedCacheBehaviors")]) {
    if (behaviour.has("responseHeadersPolicyId")) continue;
    const fix = "Set it to a policy with `strictTransportSecurity`, such as AWS's SecurityHeadersPolicy";
    yield { property: behaviour.path("responseHeadersPolicyId"), what: "its responses have no security headers", fix };
  }
};

export const rule: Rule = {
  name: "security-headers",
  cloud: "aws",
  title: "Browsers are told to use HTTPS only",
  severity: "low",
  why: "The first request over plain HTTP can be read and redirected.",
  source:
    "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-response-headers-policies.html",
  references: { checkov: ["CKV2_AWS_32", "CKV_AWS_259"], nist: ["SC-8"] },
  types: {
    "aws:cloudfront/distribution:Distribution": {
      checks: [behaviours],
      unknowns: { "defaultCacheBehavior.responseHeadersPolicyId": "any" },
      compliant: { defaultCacheBehavior: { responseHeadersPolicyId: "67f7725c-6f97-4210-82d7-5512b31e9d03" } },
      broken: [["defaultCacheBehavior.responseHeadersPolicyId", undefined, "its responses have no security headers"]],
    },
    "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy": {
      checks: [
        requiresSome("securityHeadersConfig.strictTransportSecurity", {
          else: "it does not tell browsers to use HTTPS only",
          fix: "Set it to `{ accessControlMaxAgeSec: 31536000, override: true }`",
        }),
      ],
      unknowns: { securityHeadersConfig: "any" },
      compliant: {
        securityHeadersConfig: {
          strictTransportSecurity: {
            ...{ accessControlMaxAgeSec: 31_536_000, includeSubdomains: true, preload: true, override: true },
          },
        },
      },
      broken: [["securityHeadersConfig.strictTransportSecurity", undefined, "it does not tell browsers"]],
    },
  },
};
