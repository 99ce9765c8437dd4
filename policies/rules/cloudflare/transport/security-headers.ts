import type { Check, Rule } from "../../../contract/rule.ts";

const setting: Check = function* ({ inputs }) {
  const property = "value.strict_transport_security.enabled";
  if (inputs.text("settingId") !== "security_header" || inputs.flag(property) === true) return;
  yield { property, what: "it does not tell browsers to use HTTPS only", fix: `Set \`${property}\` to \`true\`` };
};

export const rule: Rule = {
  name: "security-headers",
  cloud: "cloudflare",
  title: "Browsers are told to use HTTPS only",
  severity: "low",
  why: "The first request over plain HTTP can be read and redirected.",
  source: "https://developers.cloudflare.com/ssl/edge-certificates/additional-options/http-strict-transport-security/",
  references: { prowler: ["zone_hsts_enabled"], nist: ["SC-8"] },
  types: {
    "cloudflare:index/zoneSetting:ZoneSetting": {
      checks: [setting],
      compliant: { settingId: "security_header", value: { strict_transport_security: { enabled: true } } },
      broken: [["value.strict_transport_security.enabled", false, "it does not tell browsers to use HTTPS only"]],
    },
  },
};
