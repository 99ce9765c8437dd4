import { requiresOneOf } from "../../../contract/requirements.ts";
import type { Check, Rule } from "../../../contract/rule.ts";

const old = "it accepts versions of TLS before 1.2";

const setting: Check = function* ({ inputs }) {
  if (inputs.text("settingId") !== "min_tls_version" || !["1.0", "1.1"].includes(inputs.text("value") ?? "1.0")) return;
  yield { property: "value", what: old, fix: 'Set `value` to `"1.2"`', remedy: { value: "1.2" } };
};

export const rule: Rule = {
  name: "modern-tls",
  cloud: "cloudflare",
  title: "TLS 1.2 or newer is required",
  severity: "high",
  level: "denied",
  isRemediable: true,
  why: "Older versions of TLS have known weaknesses.",
  source: "https://developers.cloudflare.com/ssl/edge-certificates/additional-options/minimum-tls/",
  references: { prowler: ["zone_min_tls_version_secure", "zone_tls_1_3_enabled"], nist: ["SC-8", "SC-13"] },
  types: {
    "cloudflare:index/zoneSetting:ZoneSetting": {
      checks: [setting],
      compliant: { settingId: "min_tls_version", value: "1.2" },
      broken: [["value", "1.1", old]],
    },
    // Where nothing is said, it is 1.0: https://developers.cloudflare.com/r2/buckets/public-buckets/#minimum-tls-version
    "cloudflare:index/r2CustomDomain:R2CustomDomain": {
      checks: [requiresOneOf("minTls", ["1.2", "1.3"], { else: old, remedy: true })],
      compliant: { minTls: "1.2" },
      broken: [
        ["minTls", "1.0", old],
        ["minTls", undefined, old],
      ],
    },
  },
};
