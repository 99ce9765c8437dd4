import { hoursPerMonth } from "../../../prices/allowances.ts";
import type { Inputs } from "../../../resources/inputs.ts";
import type { MeteredType } from "../../contract.ts";
import { notWhere } from "../../guards.ts";

const source = "https://aws.amazon.com/elasticache/pricing/";

/** As in the ids of prices: `t4g-micro` of `cache.t4g.micro`. */
const sizeOf = (inputs: Inputs): string =>
  inputs
    .text("nodeType")
    .replace(/^cache\./, "")
    .replaceAll(".", "-");

/** Each node is paid for by the hour. */
const cacheOf = (type: string, nodes: (inputs: Inputs) => number): MeteredType => ({
  type,
  source,
  // The space of one backup is free: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/backups.html
  guards: { snapshotRetentionLimit: notWhere(({ inputs }, property) => inputs.number(property, 0) > 1) },
  meters: [
    {
      price: ({ inputs }) => `aws.elasticache.${sizeOf(inputs)}.${inputs.text("engine", "redis")}`,
      quantity: ({ inputs }) => nodes(inputs) * hoursPerMonth,
    },
  ],
});

export const cluster: MeteredType = cacheOf("aws:elasticache/cluster:Cluster", (inputs) =>
  inputs.number("numCacheNodes", 1),
);

export const replicationGroup: MeteredType = cacheOf(
  "aws:elasticache/replicationGroup:ReplicationGroup",
  (inputs) =>
    inputs.number("numCacheClusters", 0) ||
    inputs.number("numNodeGroups", 1) * (1 + inputs.number("replicasPerNodeGroup", 0)),
);
