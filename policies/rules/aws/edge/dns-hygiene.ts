import type { GraphCheck, Rule } from "../../../contract/rule.ts";

const signing = "aws:route53/hostedZoneDnsSec:HostedZoneDnsSec";

/** Private zones cannot be signed. */
const zone: GraphCheck = function* (subject, program) {
  if (subject.inputs.has("vpcs") || program.users(subject, signing, "hostedZoneId").length > 0) return;
  yield {
    property: "",
    what: "its answers are not signed with DNSSEC",
    fix: "Add a HostedZoneDnsSec with its id and a KeySigningKey",
  };
};

export const rule: Rule = {
  name: "dns-hygiene",
  cloud: "aws",
  title: "DNS records are signed, and lead where they are meant to",
  severity: "low",
  why: "An attacker who can answer for a name receives what is sent to it.",
  source: "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-configuring-dnssec.html",
  references: { checkov: ["CKV2_AWS_38"], nist: ["SC-20"] },
  types: {
    "aws:route53/zone:Zone": {
      graph: [zone],
      compliant: {},
      given: { around: [{ type: signing, name: "signing", sources: { hostedZoneId: "subject" } }] },
      broken: [{ at: "", says: "its answers are not signed with DNSSEC", around: [] }],
    },
  },
};
