import { hoursPerMonth } from "../../prices/allowances.ts";
import { type Inputs, UnreadableInput } from "../../resources/inputs.ts";
import type { MeteredType, Reading } from "../contract.ts";
import { gibibytes } from "./units.ts";

/** A gateway is paid for by the instances that use it, up to as many. */
const mostInstances = 32;

const isLarge = ({ use }: Reading): boolean => use("instanceHours") > mostInstances * hoursPerMonth;

/** Whether the gateway takes addresses itself. Those that it is given are resources of their own. */
const takesAddresses = (inputs: Inputs): boolean =>
  inputs.text("type", "PUBLIC") === "PUBLIC" && inputs.text("natIpAllocateOption", "AUTO_ONLY") === "AUTO_ONLY";

export const routerNat: MeteredType = {
  type: "gcp:compute/routerNat:RouterNat",
  source: "https://cloud.google.com/nat/pricing",
  meters: [
    {
      price: (reading) => (isLarge(reading) ? "gcp.nat.hours" : "gcp.nat.instances"),
      quantity: (reading) => (isLarge(reading) ? hoursPerMonth : reading.use("instanceHours")),
    },
    { price: "gcp.nat.data", quantity: ({ use }) => use("egress") },
    {
      price: ({ inputs }) => (takesAddresses(inputs) ? "gcp.address.external" : undefined),
      quantity: () => hoursPerMonth,
    },
  ],
};

const globalRule = "gcp:compute/globalForwardingRule:GlobalForwardingRule";
const regionalRule = "gcp:compute/forwardingRule:ForwardingRule";

/** Internal addresses, those of version 6, and what forwarding rules use, cost nothing: https://cloud.google.com/vpc/network-pricing#ipaddress */
function isPaid({ inputs, users }: Reading): boolean {
  const isExternal = inputs.text("addressType", "EXTERNAL") === "EXTERNAL" && inputs.text("ipVersion") !== "IPV6";
  return isExternal && [globalRule, regionalRule].every((type) => users(type, "ipAddress").length === 0);
}

const addressOf = (type: string): MeteredType => ({
  type,
  source: "https://cloud.google.com/vpc/network-pricing",
  meters: [
    { price: (reading) => (isPaid(reading) ? "gcp.address.external" : undefined), quantity: () => hoursPerMonth },
  ],
});

/** Load balancers that have these prices. Internal ones for applications, and what Private Service Connect uses, have others. */
const schemes: ReadonlySet<string> = new Set(["EXTERNAL", "EXTERNAL_MANAGED", "INTERNAL"]);

const whereBalanced =
  (price: string) =>
  ({ inputs }: Reading): string => {
    if (schemes.has(inputs.text("loadBalancingScheme", "EXTERNAL"))) return price;
    throw new UnreadableInput("loadBalancingScheme", "has other prices");
  };

const ruleOf = (type: string, price: string): MeteredType => ({
  type,
  source: "https://cloud.google.com/load-balancing/pricing",
  meters: [
    { price: whereBalanced(price), quantity: () => hoursPerMonth },
    // What goes in and out is both processed.
    {
      price: whereBalanced("gcp.loadbalancer.data"),
      quantity: ({ use }) => gibibytes(use("requests"), use("requestSize") + use("responseSize")),
    },
  ],
});

const whereCached =
  (price: string) =>
  ({ inputs }: Reading): string | undefined =>
    inputs.flag("enableCdn") ? price : undefined;

/** What answers through Cloud CDN: each request is a lookup, and what the cache does not have fills it. */
const cachedOf = (type: string): MeteredType => ({
  type,
  source: "https://cloud.google.com/cdn/pricing",
  meters: [
    { price: whereCached("gcp.cdn.lookups"), quantity: ({ use }) => use("requests") },
    {
      price: whereCached("gcp.cdn.egress"),
      quantity: ({ use }) => gibibytes(use("requests"), use("responseSize")),
    },
    {
      price: whereCached("gcp.cdn.fill"),
      quantity: ({ use }) => gibibytes(use("requests") * use("cacheMisses"), use("responseSize")),
    },
  ],
});

export const network: readonly MeteredType[] = [
  routerNat,
  addressOf("gcp:compute/address:Address"),
  addressOf("gcp:compute/globalAddress:GlobalAddress"),
  ruleOf(globalRule, "gcp.loadbalancer.global"),
  ruleOf(regionalRule, "gcp.loadbalancer.rules"),
  cachedOf("gcp:compute/backendBucket:BackendBucket"),
  cachedOf("gcp:compute/backendService:BackendService"),
];
