import { hoursPerMonth } from "../../../prices/allowances.ts";
import type { MeteredType, Reading } from "../../contract.ts";
import { only, unsaid } from "../../guards.ts";
import { onlyWhere } from "../../only-where.ts";
import { secondsPerMonth } from "../../units.ts";
import { gigabytes } from "../units.ts";
import { responses } from "./egress.ts";

const source = "https://aws.amazon.com/elasticloadbalancing/pricing/";

const isPublic = ({ inputs }: Reading): boolean => !inputs.flag("internal");

/** It has a public address in each of its subnets, unless it has IPv6 only. */
const addressesOf = ({ inputs }: Reading): number =>
  inputs.text("ipAddressType", "ipv4") === "dualstack-without-public-ipv4"
    ? 0
    : Math.max(2, inputs.list("subnetMappings").length, inputs.texts("subnets").length);

/** What the dearest of them takes is paid for: 25 connections a second, of one request each, or a GB an hour. */
function units({ use }: Reading): number {
  const connections = (use("requests") / secondsPerMonth / 25) * hoursPerMonth;
  const data = gigabytes(use("requests") * (use("requestSize") + use("responseSize")));
  return Math.max(connections, data);
}

/** Only those for applications. */
const balancer = (type: string): MeteredType => ({
  type,
  source,
  guards: { loadBalancerType: only("application"), minimumLoadBalancerCapacity: unsaid },
  meters: [
    { price: "aws.loadbalancer.hours", quantity: () => hoursPerMonth },
    { price: "aws.loadbalancer.units", quantity: units },
    onlyWhere(isPublic, {
      price: "aws.ipv4.addresses",
      quantity: (reading) => addressesOf(reading) * hoursPerMonth,
    }),
    onlyWhere(isPublic, responses),
  ],
});

export const loadBalancers: readonly MeteredType[] = [
  balancer("aws:lb/loadBalancer:LoadBalancer"),
  balancer("aws:alb/loadBalancer:LoadBalancer"),
];
