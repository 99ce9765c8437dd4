import { hoursPerMonth } from "../../../prices/allowances.ts";
import type { Inputs } from "../../../resources/inputs.ts";
import type { MeteredType, Reading } from "../../contract.ts";
import { guarded } from "../../guarded.ts";

const source = "https://aws.amazon.com/elasticache/pricing/";

/** As in the ids of prices: `t4g-micro` of `cache.t4g.micro`. */
const sizeOf = (inputs: Inputs): string =>
  inputs
    .text("nodeType")
    .replace(/^cache\./, "")
    .replaceAll(".", "-");

/** Each node is paid for by the hour. */
const nodes = (count: (inputs: Inputs) => number) =>
  guarded(
    // The space of one backup is free: https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/backups.html
    { snapshotRetentionLimit: ({ inputs }: Reading, property) => inputs.number(property, 0) > 1 },
    [
      {
        price: ({ inputs }) => `aws.elasticache.${sizeOf(inputs)}.${inputs.text("engine", "redis")}`,
        quantity: ({ inputs }) => count(inputs) * hoursPerMonth,
      },
    ],
  );

export const cluster: MeteredType = {
  type: "aws:elasticache/cluster:Cluster",
  source,
  meters: nodes((inputs) => inputs.number("numCacheNodes", 1)),
};

export const replicationGroup: MeteredType = {
  type: "aws:elasticache/replicationGroup:ReplicationGroup",
  source,
  meters: nodes(
    (inputs) =>
      inputs.number("numCacheClusters", 0) ||
      inputs.number("numNodeGroups", 1) * (1 + inputs.number("replicasPerNodeGroup", 0)),
  ),
};
