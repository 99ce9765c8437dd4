import { forbids, requires } from "../../../contract/requirements.ts";
import type { Check, Rule } from "../../../contract/rule.ts";

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html */
const old = ["SSLv3", "TLSv1", "TLSv1_2016", "TLSv1.1_2016"];

/** CloudFront's own certificate is served with TLS 1.0, too: a name of one's own is needed for more. */
const viewers: Check = function* ({ inputs }) {
  const property = "viewerCertificate.minimumProtocolVersion";
  if (inputs.flag("viewerCertificate.cloudfrontDefaultCertificate") === true) {
    const fix = `Give it a domain with a certificate of its own, and set \`${property}\` to \`"TLSv1.2_2021"\``;
    yield { property, what: "with CloudFront's default certificate it accepts TLS 1.0", fix };
  } else if (old.includes(inputs.text(property) ?? "TLSv1")) {
    yield { property, what: "it accepts versions of TLS before 1.2", fix: 'Set it to `"TLSv1.2_2021"`' };
  }
};

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html#DownloadDistValuesOriginSSLProtocols */
const origins: Check = function* ({ inputs }) {
  for (const origin of inputs.list("origins")) {
    const path = "customOriginConfig.originSslProtocols";
    if (!origin.texts(path).some((version) => ["SSLv3", "TLSv1", "TLSv1.1"].includes(version))) continue;
    const what = "it asks the origin with versions of TLS before 1.2";
    yield { property: origin.path(path), what, fix: 'Set it to `["TLSv1.2"]`' };
  }
};

export const rule: Rule = {
  name: "modern-tls",
  cloud: "aws",
  title: "TLS 1.2 or newer is required",
  severity: "high",
  level: "denied",
  why: "Older versions of TLS have known weaknesses.",
  source:
    "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html",
  references: {
    checkov: ["CKV_AWS_174", "CKV_AWS_206", "CKV2_AWS_54"],
    trivy: ["AWS-0013", "AWS-0005"],
    kics: ["00e5e55e-c2ff-46b3-a757-a7a1cd802456", "4e1cc5d3-2811-4fb2-861c-ee9b3cb7f90b"],
    cdkNag: ["AwsSolutions-CFR4", "AwsSolutions-CFR5"],
    guard: ["cloudfront_minimum_protocol_version_rule", "api_gw_domain_deny_non_tls_traffic"],
    prowler: ["cloudfront_distributions_using_deprecated_ssl_protocols"],
    nist: ["SC-8", "SC-13"],
  },
  types: {
    "aws:cloudfront/distribution:Distribution": {
      checks: [viewers, origins],
      compliant: {
        enabled: true,
        viewerCertificate: { acmCertificateArn: "arn:aws:acm:…", minimumProtocolVersion: "TLSv1.2_2021" },
        origins: [{ originId: "api", customOriginConfig: { originSslProtocols: ["TLSv1.2"] } }],
      },
      broken: [
        ["viewerCertificate.minimumProtocolVersion", "TLSv1.1_2016", "it accepts versions of TLS before 1.2"],
        ["viewerCertificate.minimumProtocolVersion", undefined, "it accepts versions of TLS before 1.2"],
        [
          "viewerCertificate.cloudfrontDefaultCertificate",
          true,
          "it accepts TLS 1.0",
          "viewerCertificate.minimumProtocolVersion",
        ],
        ["origins[0].customOriginConfig.originSslProtocols", ["TLSv1", "TLSv1.2"], "versions of TLS before 1.2"],
        ["origins[0].customOriginConfig.originSslProtocols", ["SSLv3", "TLSv1.2"], "versions of TLS before 1.2"],
      ],
    },
    // https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-custom-domain-tls-version.html
    "aws:apigatewayv2/domainName:DomainName": {
      checks: [
        requires("domainNameConfiguration.securityPolicy", "TLS_1_2", {
          else: "it accepts versions of TLS before 1.2",
        }),
      ],
      compliant: { domainName: "api.example.com", domainNameConfiguration: { securityPolicy: "TLS_1_2" } },
      broken: [["domainNameConfiguration.securityPolicy", "TLS_1_0", "it accepts versions of TLS before 1.2"]],
    },
    "aws:apigateway/domainName:DomainName": {
      checks: [
        forbids("securityPolicy", ["TLS_1_0"], {
          else: "it accepts versions of TLS before 1.2",
          fix: 'Set it to `"TLS_1_2"`',
        }),
      ],
      compliant: { domainName: "api.example.com", securityPolicy: "TLS_1_2" },
      broken: [["securityPolicy", "TLS_1_0", "it accepts versions of TLS before 1.2"]],
    },
  },
};
