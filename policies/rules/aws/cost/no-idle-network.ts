import { refuses } from "../../../contract/requirements.ts";
import type { Rule } from "../../../contract/rule.ts";

export const rule: Rule = {
  name: "no-idle-network",
  cloud: "aws",
  title: "Networks are shared, and not paid for by each program",
  severity: "high",
  level: "advised",
  why: "A NAT gateway or a load balancer costs as much as a small shop, whether anyone comes or not.",
  source: "https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-pricing.html",
  references: {},
  types: {
    "aws:ec2/natGateway:NatGateway": {
      checks: [
        refuses({
          else: "it is paid for by the hour",
          fix: "Use the network's, or an endpoint of the service that is asked",
        }),
      ],
      compliant: "none",
      broken: [{ at: "", says: "it is paid for by the hour" }],
    },
  },
};
