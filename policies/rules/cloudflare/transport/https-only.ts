import type { Check, Rule } from "../../../contract/rule.ts";

/** What settings of a zone have to be, by their ids. */
const wanted: Readonly<Record<string, readonly [value: string, what: string]>> = {
  always_use_https: ["on", "the zone serves plain HTTP"],
  ssl: ["strict", "origins are reached over plain HTTP, or without a check of their certificates"],
};

const setting: Check = function* ({ inputs }) {
  const [value, what] = wanted[inputs.text("settingId") ?? ""] ?? [];
  if (value === undefined || what === undefined || inputs.text("value") === value) return;
  yield { property: "value", what, fix: `Set \`value\` to \`"${value}"\``, remedy: { value } };
};

export const rule: Rule = {
  name: "https-only",
  cloud: "cloudflare",
  title: "Plain HTTP is not used",
  severity: "high",
  level: "denied",
  isRemediable: true,
  why: "Anyone on the network path can read and change what is sent over plain HTTP.",
  source: "https://developers.cloudflare.com/ssl/origin-configuration/ssl-modes/full-strict/",
  references: { prowler: ["zone_https_redirect_enabled", "zone_ssl_strict"], nist: ["SC-8", "SC-8(1)"] },
  types: {
    "cloudflare:index/zoneSetting:ZoneSetting": {
      checks: [setting],
      compliant: { settingId: "ssl", value: "strict" },
      broken: [
        ["value", "flexible", "origins are reached over plain HTTP"],
        ["value", "full", "without a check of their certificates"],
        ["settingId", "always_use_https", "the zone serves plain HTTP", "value"],
      ],
    },
  },
};
