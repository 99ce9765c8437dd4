import type { Check, Rule } from "../../../contract/rule.ts";

/** Private zones cannot be signed. */
const zone: Check = function* ({ inputs }) {
  if (inputs.text("visibility") === "private" || inputs.text("dnssecConfig.state") === "on") return;
  const property = "dnssecConfig.state";
  yield {
    property,
    what: "its answers are not signed with DNSSEC",
    fix: 'Set it to `"on"`',
    remedy: { [property]: "on" },
  };
};

export const rule: Rule = {
  name: "dns-hygiene",
  cloud: "gcp",
  title: "DNS records are signed, and lead where they are meant to",
  severity: "low",
  isRemediable: true,
  why: "An attacker who can answer for a name receives what is sent to it.",
  source: "https://cloud.google.com/dns/docs/dnssec",
  references: {
    kics: ["5ef61c88-bbb4-4725-b1df-55d23c9676bb"],
    checkov: ["CKV_GCP_16"],
    trivy: ["GCP-0013"],
    cis: ["GCP 5.0 3.3"],
    nist: ["SC-20"],
  },
  types: {
    "gcp:dns/managedZone:ManagedZone": {
      checks: [zone],
      compliant: { dnssecConfig: { state: "on" } },
      broken: [
        ["dnssecConfig.state", "off", "its answers are not signed with DNSSEC"],
        ["dnssecConfig", undefined, "its answers are not signed with DNSSEC", "dnssecConfig.state"],
      ],
    },
  },
};
