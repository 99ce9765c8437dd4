import { requiresUser } from "../../../contract/requirements.ts";
import type { Check, Rule } from "../../../contract/rule.ts";

/** https://www.rfc-editor.org/rfc/rfc1918#section-3 */
const isPrivate = (address: string): boolean =>
  /^(?:10\.|127\.|169\.254\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.)/.test(address);

const record: Check = function* ({ inputs }) {
  if (inputs.text("type") === "A" && isPrivate(inputs.text("content") ?? "")) {
    const fix = "Keep it in a resolver that only your network asks";
    yield { property: "content", what: "it publishes a private address", fix };
  }
};

const wildcard: Check = function* ({ inputs }) {
  if (!/^\*(?:\.|$)/.test(inputs.text("name") ?? "")) return;
  yield {
    property: "name",
    what: "it answers for every name that has no record",
    fix: "Add a record for each name that is used",
  };
};

const dnssec = "cloudflare:index/zoneDnssec:ZoneDnssec";

export const rule: Rule = {
  name: "dns-hygiene",
  cloud: "cloudflare",
  title: "DNS records are signed, and lead where they are meant to",
  severity: "low",
  why: "An attacker who can answer for a name receives what is sent to it.",
  source: "https://developers.cloudflare.com/dns/dnssec/",
  references: {
    prowler: ["dns_record_no_internal_ip", "dns_record_no_wildcard", "zone_dnssec_enabled"],
    nist: ["SC-20"],
  },
  types: {
    "cloudflare:index/dnsRecord:DnsRecord": {
      checks: [record, wildcard],
      unknowns: { content: "later" },
      compliant: { type: "A", name: "shop.example.com", content: "203.0.113.7" },
      broken: [
        ["content", "10.1.2.3", "it publishes a private address"],
        ["name", "*.example.com", "it answers for every name that has no record"],
      ],
    },
    "cloudflare:index/zone:Zone": {
      graph: [
        requiresUser(dnssec, "zoneId", {
          else: "its answers are not signed with DNSSEC",
          fix: "Add a ZoneDnssec with its id",
        }),
      ],
      compliant: {},
      given: { around: [{ type: dnssec, name: "dnssec", sources: { zoneId: "subject" } }] },
      broken: [{ at: "", says: "its answers are not signed with DNSSEC", around: [] }],
    },
  },
};
