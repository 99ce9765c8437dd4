import { refuses } from "../../../contract/requirements.ts";
import type { Rule } from "../../../contract/rule.ts";

export const rule: Rule = {
  name: "no-idle-network",
  cloud: "azure",
  title: "NAT gateways and load balancers are shared",
  severity: "high",
  level: "advised",
  why: "They are billed by the hour, with or without traffic.",
  source: "https://azure.microsoft.com/pricing/details/azure-nat-gateway/",
  references: {},
  types: {
    "azure-native:network:NatGateway": {
      checks: [refuses({ else: "it is billed by the hour", fix: "Use the network's, or a service endpoint" })],
      compliant: "none",
      broken: [{ at: "", says: "it is billed by the hour" }],
    },
  },
};
