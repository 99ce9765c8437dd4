import { refuses } from "../../../contract/requirements.ts";
import type { Rule } from "../../../contract/rule.ts";

export const rule: Rule = {
  name: "no-idle-network",
  cloud: "azure",
  title: "Networks are shared, and not paid for by each program",
  severity: "high",
  level: "advised",
  why: "A NAT gateway or a load balancer costs as much as a small shop, whether anyone comes or not.",
  source: "https://azure.microsoft.com/pricing/details/azure-nat-gateway/",
  references: {},
  types: {
    "azure-native:network:NatGateway": {
      checks: [refuses({ else: "it is paid for by the hour", fix: "Use the network's, or a service endpoint" })],
      compliant: "none",
      broken: [{ at: "", says: "it is paid for by the hour" }],
    },
  },
};
