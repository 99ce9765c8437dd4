import type { GraphCheck, Rule } from "../../../contract/rule.ts";
import type { Subject } from "../../../contract/subject.ts";

const type = "gcp:compute/securityPolicy:SecurityPolicy";

const limits = ({ inputs }: Subject): boolean =>
  inputs.list("rules").some((each) => ["throttle", "rate_based_ban"].includes(each.text("action") ?? ""));

/** A policy of another stack may limit: it cannot be seen. */
const service: GraphCheck = function* (subject, program) {
  if (/^INTERNAL/.test(subject.inputs.text("loadBalancingScheme") ?? "EXTERNAL")) return;
  const policies = program.targets(subject, "securityPolicy", type);
  if (policies.some(limits) || (policies.length === 0 && subject.inputs.has("securityPolicy"))) return;
  const fix = "Set it to a policy with a rule whose `action` is `throttle`";
  yield { property: "securityPolicy", what: "requests of one client are not limited", fix };
};

const around = (action: string) => [{ type, name: "policy", inputs: { rules: [{ action }] } }];
const says = "requests of one client are not limited";

export const rule: Rule = {
  name: "rate-limits",
  cloud: "gcp",
  title: "Requests are limited in rate",
  severity: "medium",
  why: "One client can use up all capacity, and run up the bill.",
  source: "https://cloud.google.com/armor/docs/rate-limiting-overview",
  references: { nist: ["SC-5"] },
  types: {
    "gcp:compute/backendService:BackendService": {
      graph: [service],
      unknowns: { securityPolicy: "any" },
      compliant: {},
      given: { sources: { securityPolicy: "policy" }, around: around("throttle") },
      broken: [
        { at: "securityPolicy", says, around: around("deny(403)") },
        { at: "securityPolicy", says, around: [] },
      ],
    },
  },
};
