import { refuses } from "../../../contract/requirements.ts";
import type { GraphCheck, Rule } from "../../../contract/rule.ts";

const type = "gcp:compute/globalForwardingRule:GlobalForwardingRule";

/** Five cost as much as one. */
const included = 5;

const rules: GraphCheck = function* (_subject, program) {
  if (program.all(type).length <= included) return;
  const fix = "Share load balancers by hosts and paths in one URLMap";
  yield { property: "", what: `there are ${program.all(type).length} of them`, fix };
};

const others = (count: number) => Array.from({ length: count }, (_, index) => ({ type, name: `rule-${index}` }));

export const rule: Rule = {
  name: "no-idle-network",
  cloud: "gcp",
  title: "NAT gateways and load balancers are shared",
  severity: "high",
  level: "advised",
  why: "They are billed by the hour, with or without traffic.",
  source: "https://cloud.google.com/vpc/network-pricing#lb",
  references: {},
  types: {
    "gcp:compute/routerNat:RouterNat": {
      checks: [refuses({ else: "it is billed by the hour", fix: "Use the network's, or Private Google Access" })],
      compliant: "none",
      broken: [{ at: "", says: "it is billed by the hour" }],
    },
    [type]: {
      graph: [rules],
      compliant: {},
      given: { around: others(4) },
      broken: [{ at: "", says: "there are 6 of them", around: others(5) }],
    },
  },
};
