import { urnOf } from "../../support/program.ts";
import { itCounts, type Row, resource } from "./rows.ts";

const ruleType = "compute/globalForwardingRule:GlobalForwardingRule";
const addressType = "compute/globalAddress:GlobalAddress";

const others: readonly Row[] = [
  [
    "logs that are kept for more than 30 days",
    resource("logging/projectBucketConfig:ProjectBucketConfig", { retentionDays: 40 }),
    { "gcp.logging.retention": 2.5 },
  ],
  ["no logs that are kept for 30 days", resource("logging/projectBucketConfig:ProjectBucketConfig"), {}],
  [
    "the values of a metric of one's own, one a minute",
    resource("monitoring/metricDescriptor:MetricDescriptor", { valueType: "DOUBLE" }),
    { "gcp.monitoring.metrics": 0.334167 },
  ],
  [
    "distributions of a metric from logs, which are ten times as large",
    resource("logging/metric:Metric", { metricDescriptor: { valueType: "DISTRIBUTION" } }),
    { "gcp.monitoring.metrics": 3.341675 },
  ],
  ["no metric that is off", resource("logging/metric:Metric", { disabled: true }), {}],
  [
    "conditions of alerts",
    resource("monitoring/alertPolicy:AlertPolicy", { conditions: [{}, {}] }),
    { "gcp.monitoring.alerts": 2 },
  ],
  [
    "instances behind a gateway, what it passes on, and its address",
    resource("compute/routerNat:RouterNat"),
    { "gcp.nat.instances": 100, "gcp.nat.data": 20, "gcp.address.external": 730 },
  ],
  [
    "a gateway with more than 32 instances by the hour, without an address where it is private",
    resource("compute/routerNat:RouterNat", { type: "PRIVATE" }),
    { "gcp.nat.hours": 730, "gcp.nat.data": 20 },
    [],
    { instanceHours: 32 * 730 + 1 },
  ],
  ["an address", resource(addressType), { "gcp.address.external": 730 }],
  ["no internal address", resource(addressType, { addressType: "INTERNAL" }), {}],
  ["no address of version 6", resource(addressType, { ipVersion: "IPV6" }), {}],
  [
    "no address of a forwarding rule",
    resource(addressType),
    {},
    [resource(ruleType, {}, { ipAddress: [urnOf("it")] }, "other")],
  ],
  [
    "a rule of the world and its data in both directions",
    resource(ruleType),
    { "gcp.loadbalancer.global": 730, "gcp.loadbalancer.data": 2 },
  ],
  [
    "a rule of a region and its data in both directions",
    resource("compute/forwardingRule:ForwardingRule", { region: "us-central1", loadBalancingScheme: "INTERNAL" }),
    { "gcp.loadbalancer.rules": 730, "gcp.loadbalancer.data": 2 },
  ],
  [
    "lookups in caches, what they send, and what fills them",
    resource("compute/backendBucket:BackendBucket", { enableCdn: true }),
    { "gcp.cdn.lookups": 1_024, "gcp.cdn.egress": 1, "gcp.cdn.fill": 0.25 },
  ],
  ["nothing where there is no cache", resource("compute/backendService:BackendService"), {}],
];

describe("networks and monitoring on Google Cloud", () => {
  itCounts(others);
});
