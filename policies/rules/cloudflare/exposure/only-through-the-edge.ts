import type { Check, Rule } from "../../../contract/rule.ts";

/** Names that begin with `_` are for proofs and settings, which nobody visits. */
const record: Check = function* ({ inputs }) {
  if (!["A", "AAAA", "CNAME"].includes(inputs.text("type") ?? "") || /^_|\._/.test(inputs.text("name") ?? "")) return;
  if (inputs.flag("proxied") === true) return;
  yield {
    property: "proxied",
    what: "it reveals the address of the origin",
    fix: "Set `proxied` to `true`",
    remedy: { proxied: true },
  };
};

export const rule: Rule = {
  name: "only-through-the-edge",
  cloud: "cloudflare",
  title: "Origins can be reached through the edge only",
  severity: "medium",
  isRemediable: true,
  why: "Requests that bypass the edge bypass its firewall, its rate limits and its cache.",
  source: "https://developers.cloudflare.com/dns/proxy-status/",
  references: { prowler: ["dns_record_proxied"], nist: ["SC-7", "AC-4"] },
  types: {
    "cloudflare:index/dnsRecord:DnsRecord": {
      checks: [record],
      compliant: { type: "CNAME", name: "shop.example.com", proxied: true },
      broken: [
        ["proxied", false, "it reveals the address of the origin"],
        ["proxied", undefined, "it reveals the address of the origin"],
      ],
    },
  },
};
