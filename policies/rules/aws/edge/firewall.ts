import { requiresSome } from "../../../contract/requirements.ts";
import type { Rule } from "../../../contract/rule.ts";

export const rule: Rule = {
  name: "firewall",
  cloud: "aws",
  title: "Public endpoints are behind a web application firewall",
  severity: "medium",
  why: "Without one, well-known attacks reach the code.",
  source: "https://docs.aws.amazon.com/waf/latest/developerguide/cloudfront-features.html",
  references: {
    checkov: ["CKV_AWS_68"],
    trivy: ["AWS-0011"],
    kics: ["1419b4c6-6d5c-4534-9cf6-6a5266085333"],
    cdkNag: ["AwsSolutions-CFR2"],
    guard: ["cloudfront_associated_with_waf"],
    prowler: ["cloudfront_distributions_using_waf"],
    nist: ["SC-7", "SI-4"],
  },
  types: {
    "aws:cloudfront/distribution:Distribution": {
      checks: [requiresSome("webAclId", { else: "it has no firewall", fix: "Set it to the ARN of a web ACL" })],
      unknowns: { webAclId: "any" },
      compliant: { enabled: true, webAclId: "arn:aws:wafv2:us-east-1:123456789012:global/webacl/shop/1234" },
      broken: [["webAclId", undefined, "it has no firewall"]],
    },
  },
};
