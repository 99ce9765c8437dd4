import { requires } from "../../../contract/requirements.ts";
import type { Check, Rule } from "../../../contract/rule.ts";

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-viewers-to-cloudfront.html */
const viewers: Check = function* ({ inputs }) {
  for (const behaviour of [inputs.at("defaultCacheBehavior"), ...inputs.list("orderedCacheBehaviors")]) {
    if (behaviour.text("viewerProtocolPolicy") !== "allow-all") continue;
    const property = behaviour.path("viewerProtocolPolicy");
    yield { property, what: "it serves plain HTTP", fix: 'Set it to `"redirect-to-https"` or `"https-only"`' };
  }
};

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-https-cloudfront-to-custom-origin.html */
const origins: Check = function* ({ inputs }) {
  for (const origin of inputs.list("origins")) {
    const property = origin.path("customOriginConfig.originProtocolPolicy");
    const policy = origin.text("customOriginConfig.originProtocolPolicy");
    if (policy === undefined || policy === "https-only") continue;
    yield { property, what: "it requests the origin over plain HTTP", fix: 'Set it to `"https-only"`' };
  }
};

/** https://docs.aws.amazon.com/sns/latest/dg/sns-http-https-endpoint-as-subscriber.html */
const subscriber: Check = function* ({ inputs }) {
  if (inputs.text("protocol") !== "http") return;
  const fix = 'Set `protocol` to `"https"`, and `endpoint` to an address that answers it';
  yield { property: "protocol", what: "it delivers messages over plain HTTP", fix };
};

const unencrypted = "it accepts connections without TLS";

export const rule: Rule = {
  name: "https-only",
  cloud: "aws",
  title: "Plain HTTP is not used",
  severity: "high",
  level: "denied",
  why: "Anyone on the network path can read and change what is sent over plain HTTP.",
  source: "https://docs.aws.amazon.com/wellarchitected/latest/security-pillar/sec_protect_data_transit_encrypt.html",
  references: {
    checkov: ["CKV_AWS_34", "CKV_AWS_30", "CKV2_AWS_72"],
    trivy: ["AWS-0012"],
    kics: ["1afbb3fa-cf6c-4a3d-b730-95e9f4df343e", "55af1353-2f62-4fa0-a8e1-a210ca2708f5"],
    cdkNag: ["AwsSolutions-CFR5"],
    guard: ["cloudfront_viewer_policy_https"],
    prowler: ["cloudfront_distributions_https_enabled", "sns_subscription_not_using_http_endpoints"],
    nist: ["SC-8", "SC-8(1)"],
  },
  types: {
    "aws:cloudfront/distribution:Distribution": {
      checks: [viewers, origins],
      compliant: {
        defaultCacheBehavior: { viewerProtocolPolicy: "redirect-to-https" },
        orderedCacheBehaviors: [{ pathPattern: "/api/*", viewerProtocolPolicy: "https-only" }],
        origins: [{ originId: "api", customOriginConfig: { originProtocolPolicy: "https-only" } }],
      },
      broken: [
        ["defaultCacheBehavior.viewerProtocolPolicy", "allow-all", "it serves plain HTTP"],
        ["orderedCacheBehaviors[0].viewerProtocolPolicy", "allow-all", "it serves plain HTTP"],
        [
          "origins[0].customOriginConfig.originProtocolPolicy",
          "match-viewer",
          "it requests the origin over plain HTTP",
        ],
      ],
    },
    // https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/in-transit-encryption.html
    "aws:elasticache/replicationGroup:ReplicationGroup": {
      checks: [requires("transitEncryptionEnabled", true, { else: unencrypted })],
      compliant: { transitEncryptionEnabled: true },
      broken: [
        ["transitEncryptionEnabled", false, unencrypted],
        ["transitEncryptionEnabled", undefined, unencrypted],
      ],
    },
    "aws:sns/topicSubscription:TopicSubscription": {
      checks: [subscriber],
      compliant: { protocol: "https", endpoint: "https://example.com/hook" },
      broken: [["protocol", "http", "it delivers messages over plain HTTP"]],
    },
  },
};
