import { one, usage, user } from "../../support/gcp.ts";
import { theyAreNotPriced, theyTake } from "../../support/metered.ts";

const ruleType = "compute/globalForwardingRule:GlobalForwardingRule";
const addressType = "compute/globalAddress:GlobalAddress";

describe("what networks and load balancers of Google Cloud take", () => {
  theyTake([
    [
      "instances behind a gateway, what it passes on, and its address",
      [one("compute/routerNat:RouterNat")],
      usage,
      { "nat.instances": 100, "nat.data": 20, "address.external": 730 },
    ],
    [
      "a gateway with more than 32 instances by the hour, without an address where it is private",
      [one("compute/routerNat:RouterNat", { type: "PRIVATE" })],
      { ...usage, instanceHours: 32 * 730 + 1 },
      { "nat.hours": 730, "nat.data": 20 },
    ],
    ["an address", [one(addressType)], usage, { "address.external": 730 }],
    ["no internal address", [one(addressType, { addressType: "INTERNAL" })], usage, {}],
    ["no address of version 6", [one(addressType, { ipVersion: "IPV6" })], usage, {}],
    ["no address of a forwarding rule", [one(addressType), user(ruleType, "ipAddress")], usage, {}],
    [
      "a rule of the world and its data in both directions",
      [one(ruleType)],
      usage,
      { "loadbalancer.global": 730, "loadbalancer.data": 2 },
    ],
    [
      "a rule of a region and its data in both directions",
      [one("compute/forwardingRule:ForwardingRule", { region: "us-central1", loadBalancingScheme: "INTERNAL" })],
      usage,
      { "loadbalancer.rules": 730, "loadbalancer.data": 2 },
    ],
    [
      "lookups in caches, what they send, and what fills them",
      [one("compute/backendBucket:BackendBucket", { enableCdn: true })],
      usage,
      { "cdn.lookups": 1_024, "cdn.egress": 1, "cdn.fill": 0.25 },
    ],
    ["nothing where there is no cache", [one("compute/backendService:BackendService")], usage, {}],
  ]);
});

describe("what cannot be priced of load balancers of Google Cloud", () => {
  theyAreNotPriced([
    [one(ruleType, { loadBalancingScheme: "INTERNAL_MANAGED" }), "loadBalancingScheme"],
    [one(ruleType, { loadBalancingScheme: "" }), "loadBalancingScheme"],
  ]);
});
