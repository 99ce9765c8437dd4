import type { Check, Rule } from "../../../contract/rule.ts";

/** What settings of a zone have to be, by their ids. */
const wanted: Readonly<Record<string, readonly [value: string, what: string]>> = {
  always_use_https: ["on", "the zone answers plain HTTP"],
  ssl: ["strict", "origins are asked over plain HTTP, or whoever pretends to be one"],
};

const setting: Check = function* ({ inputs }) {
  const [value, what] = wanted[inputs.text("settingId") ?? ""] ?? [];
  if (value === undefined || what === undefined || inputs.text("value") === value) return;
  yield { property: "value", what, fix: `Set \`value\` to \`"${value}"\``, remedy: { value } };
};

export const rule: Rule = {
  name: "https-only",
  cloud: "cloudflare",
  title: "Nothing is served, fetched or delivered over plain HTTP",
  severity: "high",
  denied: true,
  isRemediable: true,
  why: "Whoever is on the way reads and changes what is sent.",
  source: "https://developers.cloudflare.com/ssl/origin-configuration/ssl-modes/full-strict/",
  references: { prowler: ["zone_https_redirect_enabled", "zone_ssl_strict"], nist: ["SC-8", "SC-8(1)"] },
  types: {
    "cloudflare:index/zoneSetting:ZoneSetting": {
      checks: [setting],
      compliant: { settingId: "ssl", value: "strict" },
      broken: [
        ["value", "flexible", "origins are asked over plain HTTP"],
        ["value", "full", "whoever pretends to be one"],
        ["settingId", "always_use_https", "the zone answers plain HTTP", "value"],
      ],
    },
  },
};
