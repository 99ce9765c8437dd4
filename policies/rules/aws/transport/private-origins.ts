import type { Check, Rule } from "../../../contract/rule.ts";

const origins: Check = function* ({ inputs }) {
  for (const origin of inputs.list("origins")) {
    if (origin.has("originAccessControlId") || origin.has("s3OriginConfig.originAccessIdentity")) continue;
    if (!/\.s3[.-][a-z0-9.-]*amazonaws\.com$/.test(origin.text("domainName") ?? "")) continue;
    const property = origin.path("originAccessControlId");
    yield { property, what: "the bucket must be public for it", fix: "Set it to an origin access control" };
  }
};

export const rule: Rule = {
  name: "private-origins",
  cloud: "aws",
  title: "A CDN reads its bucket with an identity of its own",
  severity: "high",
  why: "A bucket that is public for the CDN can be read without the CDN.",
  source:
    "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html",
  references: {
    checkov: ["CKV2_AWS_46"],
    cdkNag: ["AwsSolutions-CFR7"],
    guard: ["cloudfront_origin_access_identity_enabled"],
    prowler: ["cloudfront_distributions_s3_origin_access_control"],
    nist: ["AC-3"],
  },
  types: {
    "aws:cloudfront/distribution:Distribution": {
      checks: [origins],
      unknowns: { "origins.originAccessControlId": "any", "origins.domainName": "later" },
      compliant: { origins: [{ domainName: "shop.s3.eu-west-1.amazonaws.com", originAccessControlId: "E1234" }] },
      broken: [["origins[0].originAccessControlId", undefined, "the bucket must be public for it"]],
    },
  },
};
