import { urnOf } from "../../support/program.ts";
import { itCounts, type Row, resource } from "./rows.ts";
import { functionType } from "./services.ts";

const data: readonly Row[] = [
  [
    "documents and storage of a database",
    resource("firestore/database:Database", { locationId: "us-central1" }),
    {
      ...{ "gcp.firestore.reads": 300, "gcp.firestore.writes": 200, "gcp.firestore.deletes": 100 },
      "gcp.firestore.storage": 10,
    },
  ],
  [
    "what recovery to a point in time keeps",
    resource("firestore/database:Database", {
      locationId: "us-central1",
      pointInTimeRecoveryEnablement: "POINT_IN_TIME_RECOVERY_ENABLED",
    }),
    {
      ...{ "gcp.firestore.reads": 300, "gcp.firestore.writes": 200, "gcp.firestore.deletes": 100 },
      ...{ "gcp.firestore.storage": 10, "gcp.firestore.pitr": 10 },
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
    ([memorySizeGb, capacity]): Row => [
      `${memorySizeGb} GB of Redis as ${capacity}`,
      resource("redis/instance:Instance", { memorySizeGb, region: "us-central1" }),
      { [`gcp.memorystore.basic.${capacity}`]: memorySizeGb * 730 },
    ],
  ),
  [
    "only the storage of a bucket with sources of functions",
    resource("storage/bucket:Bucket", { location: "US-CENTRAL1" }),
    { "gcp.storage.standard": 10 },
    [resource(functionType, { location: "us-central1" }, { buildConfig: [urnOf("it")] }, "other")],
  ],
  [
    "nothing sent by a bucket behind Cloud CDN",
    resource("storage/bucket:Bucket", { location: "us-central1" }),
    { "gcp.storage.standard": 10, "gcp.storage.class-a": 200, "gcp.storage.class-b": 300 },
    [resource("compute/backendBucket:BackendBucket", {}, { bucketName: [urnOf("it")] }, "other")],
  ],
  [
    "nothing of virtual repositories",
    resource("artifactregistry/repository:Repository", { mode: "VIRTUAL_REPOSITORY" }),
    {},
  ],
];

describe("data on Google Cloud", () => {
  itCounts(data);
});
