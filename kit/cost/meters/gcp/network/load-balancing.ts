import { hoursPerMonth } from "../../../prices/allowances.ts";
import type { MeteredType } from "../../contract.ts";
import { only } from "../../guards.ts";
import { gigabytes } from "../units.ts";

const ruleOf = (type: string, price: string): MeteredType => ({
  type,
  source: "https://cloud.google.com/load-balancing/pricing",
  // Internal ones for applications, and what Private Service Connect uses, have other prices.
  guards: { loadBalancingScheme: only("EXTERNAL", "EXTERNAL_MANAGED", "INTERNAL") },
  meters: [
    { price, quantity: () => hoursPerMonth },
    // What goes in and out is both processed.
    {
      price: "gcp.loadbalancer.data",
      quantity: ({ use }) => gigabytes(use("requests") * (use("requestSize") + use("responseSize"))),
    },
  ],
});

export const forwardingRules: readonly MeteredType[] = [
  ruleOf("gcp:compute/globalForwardingRule:GlobalForwardingRule", "gcp.loadbalancer.global"),
  ruleOf("gcp:compute/forwardingRule:ForwardingRule", "gcp.loadbalancer.rules"),
];
