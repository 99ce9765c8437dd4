import { requiresOneOf, requiresSome } from "../../../contract/requirements.ts";
import type { Rule } from "../../../contract/rule.ts";

const old = "it accepts versions of TLS before 1.2";
const weak = "it accepts ciphers that are broken";

export const rule: Rule = {
  name: "modern-tls",
  cloud: "gcp",
  title: "TLS 1.2 or newer is required",
  severity: "high",
  level: "denied",
  isRemediable: true,
  why: "Older versions of TLS have known weaknesses.",
  source: "https://cloud.google.com/load-balancing/docs/ssl-policies-concepts",
  references: {
    checkov: ["CKV_GCP_4"],
    trivy: ["GCP-0039"],
    kics: ["14a457f0-473d-4d1d-9e37-6d99b355b336", "965e8830-2bec-4b9b-a7f0-24dbc200a68f"],
    cis: ["GCP 5.0 3.11"],
    nist: ["SC-8", "SC-13"],
  },
  types: {
    "gcp:compute/sSLPolicy:SSLPolicy": {
      checks: [
        requiresOneOf("minTlsVersion", ["TLS_1_2", "TLS_1_3"], { else: old, remedy: true }),
        requiresOneOf("profile", ["MODERN", "RESTRICTED", "FIPS_202205", "CUSTOM"], { else: weak, remedy: true }),
      ],
      compliant: { minTlsVersion: "TLS_1_2", profile: "MODERN" },
      broken: [
        ["minTlsVersion", "TLS_1_1", old],
        ["minTlsVersion", undefined, old],
        ["profile", "COMPATIBLE", weak],
        ["profile", undefined, weak],
      ],
    },
    "gcp:compute/targetHttpsProxy:TargetHttpsProxy": {
      checks: [
        requiresSome("sslPolicy", { else: old, fix: "Set `sslPolicy` to a policy with `minTlsVersion` `TLS_1_2`" }),
      ],
      unknowns: { sslPolicy: "any" },
      compliant: { sslPolicy: "projects/shop/global/sslPolicies/modern" },
      broken: [["sslPolicy", undefined, old]],
    },
  },
};
