import type { Fields } from "../../../../kit/cost/resources/resource.ts";
import { one, usage, user } from "../../support/gcp.ts";
import { type Case, theyAreNotPriced, theyTake } from "../../support/metered.ts";

const bucketWith = (inputs: Fields) => one("storage/bucket:Bucket", { location: "us-central1", ...inputs });

describe("what databases, buckets and caches of Google Cloud take", () => {
  theyTake([
    [
      "documents and storage of a database",
      [one("firestore/database:Database", { locationId: "us-central1" })],
      usage,
      {
        ...{ "firestore.reads": 300, "firestore.writes": 200, "firestore.deletes": 100 },
        "firestore.storage": 10,
      },
    ],
    [
      "what recovery to a point in time keeps",
      [
        one("firestore/database:Database", {
          locationId: "us-central1",
          pointInTimeRecoveryEnablement: "POINT_IN_TIME_RECOVERY_ENABLED",
        }),
      ],
      usage,
      {
        ...{ "firestore.reads": 300, "firestore.writes": 200, "firestore.deletes": 100 },
        ...{ "firestore.storage": 10, "firestore.pitr": 10 },
      },
    ],
    ...(
      [
        [4, "m1"],
        [10, "m2"],
        [35, "m3"],
        [100, "m4"],
        [101, "m5"],
      ] as const
    ).map(
      ([memorySizeGb, capacity]): Case => [
        `${memorySizeGb} GB of Redis as ${capacity}`,
        [one("redis/instance:Instance", { memorySizeGb, region: "us-central1" })],
        usage,
        { [`memorystore.basic.${capacity}`]: memorySizeGb * 730 },
      ],
    ),
    [
      "only the storage of a bucket with sources of functions",
      [
        one("storage/bucket:Bucket", { location: "US-CENTRAL1" }),
        user("cloudfunctionsv2/function:Function", "buildConfig", { location: "us-central1" }),
      ],
      usage,
      { "storage.standard": 10 },
    ],
    [
      "nothing sent by a bucket behind Cloud CDN",
      [
        one("storage/bucket:Bucket", { location: "us-central1" }),
        user("compute/backendBucket:BackendBucket", "bucketName"),
      ],
      usage,
      { "storage.standard": 10, "storage.class-a": 200, "storage.class-b": 300 },
    ],
    [
      "nothing of virtual repositories",
      [one("artifactregistry/repository:Repository", { mode: "VIRTUAL_REPOSITORY" })],
      usage,
      {},
    ],
  ]);
});

describe("what cannot be priced of databases, buckets and caches of Google Cloud", () => {
  theyAreNotPriced([
    [one("firestore/database:Database", { databaseEdition: "ENTERPRISE" }), "databaseEdition"],
    [one("redis/instance:Instance", { tier: "OTHER" }), "tier"],
    [one("redis/instance:Instance", { readReplicasMode: "READ_REPLICAS_ENABLED" }), "readReplicasMode"],
    [bucketWith({ storageClass: "NEARLINE" }), "storageClass"],
    [bucketWith({ autoclass: { enabled: true } }), "autoclass.enabled"],
    [bucketWith({ lifecycleRules: [{ action: { storageClass: "COLDLINE" } }] }), "lifecycleRules"],
    [bucketWith({ customPlacementConfig: {} }), "customPlacementConfig"],
    [bucketWith({ hierarchicalNamespace: { enabled: true } }), "hierarchicalNamespace.enabled"],
  ]);
});
