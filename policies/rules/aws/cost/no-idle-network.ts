import { refuses } from "../../../contract/requirements.ts";
import type { Rule } from "../../../contract/rule.ts";

export const rule: Rule = {
  name: "no-idle-network",
  cloud: "aws",
  title: "NAT gateways and load balancers are shared",
  severity: "high",
  level: "advised",
  why: "They are billed by the hour, with or without traffic.",
  source: "https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-pricing.html",
  references: {},
  types: {
    "aws:ec2/natGateway:NatGateway": {
      checks: [
        refuses({
          else: "it is billed by the hour",
          fix: "Use the network's, or an endpoint for the service that is called",
        }),
      ],
      compliant: "none",
      broken: [{ at: "", says: "it is billed by the hour" }],
    },
  },
};
