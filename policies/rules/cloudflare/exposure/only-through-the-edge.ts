import type { Check, Rule } from "../../../contract/rule.ts";

/** Names that begin with `_` are for proofs and settings, which nobody visits. */
const record: Check = function* ({ inputs }) {
  if (!["A", "AAAA", "CNAME"].includes(inputs.text("type") ?? "") || /^_|\._/.test(inputs.text("name") ?? "")) return;
  if (inputs.flag("proxied") === true) return;
  yield {
    property: "proxied",
    what: "it shows where the origin is",
    fix: "Set `proxied` to `true`",
    remedy: { proxied: true },
  };
};

export const rule: Rule = {
  name: "only-through-the-edge",
  cloud: "cloudflare",
  title: "What stands behind an edge is reached through it alone",
  severity: "medium",
  isRemediable: true,
  why: "Whoever goes around the edge goes around its firewall, limits and cache.",
  source: "https://developers.cloudflare.com/dns/proxy-status/",
  references: { prowler: ["dns_record_proxied"], nist: ["SC-7", "AC-4"] },
  types: {
    "cloudflare:index/dnsRecord:DnsRecord": {
      checks: [record],
      compliant: { type: "CNAME", name: "shop.example.com", proxied: true },
      broken: [
        ["proxied", false, "it shows where the origin is"],
        ["proxied", undefined, "it shows where the origin is"],
      ],
    },
  },
};
