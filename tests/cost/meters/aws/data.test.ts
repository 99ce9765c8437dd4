import { month, one, user } from "../../support/aws.ts";
import { theyAreNotPriced, theyTake } from "../../support/metered.ts";

const rows = { reads: 100, writes: 100, deletes: 10, storage: 8, itemSize: 1 };
const objects = { storage: 1, reads: 2, writes: 3, egress: 4 };

describe("what tables, buckets and caches of AWS take", () => {
  theyTake([
    [
      "a table on demand: writes and deletes by 1 KB, reads by 4 KB",
      [one("dynamodb/table", { billingMode: "PAY_PER_REQUEST" })],
      { ...rows, itemSize: 5 },
      { "dynamodb.writes": 550, "dynamodb.reads": 200, "dynamodb.storage": 8 },
    ],
    [
      "no capacity of a table on demand, even if it still says one",
      [one("dynamodb/table", { billingMode: "PAY_PER_REQUEST", readCapacity: 2, writeCapacity: 1 })],
      rows,
      { "dynamodb.writes": 110, "dynamodb.reads": 100, "dynamodb.storage": 8 },
    ],
    [
      "indexes as further copies",
      [
        one("dynamodb/table", {
          billingMode: "PAY_PER_REQUEST",
          globalSecondaryIndexes: [{}],
          localSecondaryIndexes: [{}],
        }),
      ],
      rows,
      { "dynamodb.writes": 330, "dynamodb.reads": 100, "dynamodb.storage": 24 },
    ],
    [
      "provisioned capacity where nothing is said, with that of indexes",
      [
        one("dynamodb/table", {
          readCapacity: 2,
          writeCapacity: 1,
          globalSecondaryIndexes: [{ readCapacity: 3, writeCapacity: 4 }],
        }),
      ],
      rows,
      { "dynamodb.provisioned.writes": 5 * month, "dynamodb.provisioned.reads": 5 * month, "dynamodb.storage": 16 },
    ],
    [
      "recovery of a table, and of its local indexes",
      [one("dynamodb/table", { pointInTimeRecovery: { enabled: true }, localSecondaryIndexes: [{}] })],
      rows,
      { "dynamodb.storage": 16, "dynamodb.pitr": 16 },
    ],
    ["a bucket", [one("s3/bucket")], objects, { "s3.storage": 1, "s3.reads": 2, "s3.writes": 3, egress: 4 }],
    [
      "a bucket behind a CDN",
      [one("s3/bucket"), user("cloudfront/distribution", "origins")],
      objects,
      { "s3.storage": 1, "s3.reads": 2, "s3.writes": 3 },
    ],
    [
      "rules that only delete",
      [one("s3/bucketLifecycleConfiguration", { rules: [{ expiration: { days: 1 } }] })],
      {},
      {},
    ],
    ["images", [one("ecr/repository")], { storage: 3 }, { "ecr.storage": 3 }],
    [
      "a cluster's nodes",
      [one("elasticache/cluster", { nodeType: "cache.t4g.micro", engine: "redis", numCacheNodes: 2 })],
      {},
      { "elasticache.t4g-micro.redis": 2 * month },
    ],
    [
      "a group's nodes",
      [one("elasticache/replicationGroup", { nodeType: "cache.t4g.micro", engine: "valkey", numCacheClusters: 3 })],
      {},
      { "elasticache.t4g-micro.valkey": 3 * month },
    ],
    [
      "a group's shards with their replicas",
      [one("elasticache/replicationGroup", { nodeType: "cache.t4g.micro", numNodeGroups: 2, replicasPerNodeGroup: 1 })],
      {},
      { "elasticache.t4g-micro.redis": 4 * month },
    ],
  ]);
});

describe("what cannot be priced of tables, buckets and caches of AWS", () => {
  theyAreNotPriced([
    [one("dynamodb/table", { replicas: [{ regionName: "eu-west-1" }] }), "replicas"],
    [one("dynamodb/table", { warmThroughput: {} }), "warmThroughput"],
    [one("dynamodb/table", { tableClass: "STANDARD_INFREQUENT_ACCESS" }), "tableClass"],
    [one("s3/bucket", { lifecycleRules: [{ transitions: [{ days: 30 }] }] }), "lifecycleRules"],
    [one("s3/bucket", { replicationConfiguration: {} }), "replicationConfiguration"],
    [one("s3/bucket", { accelerationStatus: "Enabled" }), "accelerationStatus"],
    [one("s3/bucketLifecycleConfiguration", { rules: [{ noncurrentVersionTransitions: [{}] }] }), "rules"],
    [one("elasticache/cluster", { nodeType: "cache.t4g.micro", snapshotRetentionLimit: 2 }), "snapshotRetentionLimit"],
    [one("elasticache/cluster", { nodeType: "cache.r7g.large", engine: "valkey" }), "aws.elasticache.r7g-large.valkey"],
  ]);
});
