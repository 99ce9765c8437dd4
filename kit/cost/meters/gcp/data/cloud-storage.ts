import type { MeteredType, Reading } from "../../contract.ts";
import { notWhere, off, only, unsaid } from "../../guards.ts";
import { cloudFunction } from "../compute/run.ts";

/** Whether the bucket only has the sources of functions, which builds read and nobody else. */
const hasSources = ({ users }: Reading): boolean => users(cloudFunction.type, "buildConfig").length > 0;

const isBehindCdn = ({ users }: Reading): boolean =>
  users("gcp:compute/backendBucket:BackendBucket", "bucketName").length > 0;

/** To delete costs nothing. What goes through a load balancer is counted there. */
export const bucket: MeteredType = {
  type: "gcp:storage/bucket:Bucket",
  source: "https://cloud.google.com/storage/pricing",
  // What keeps data in more than Standard storage of one region.
  guards: {
    storageClass: only("STANDARD"),
    "autoclass.enabled": off,
    lifecycleRules: notWhere(
      ({ inputs }, property) => inputs.list(property).some((rule) => rule.has("action.storageClass")),
      "moves objects to other classes",
    ),
    customPlacementConfig: unsaid,
    // https://cloud.google.com/storage/pricing#operations-pricing
    "hierarchicalNamespace.enabled": off,
  },
  meters: [
    { price: "gcp.storage.standard", quantity: ({ use }) => use("storage") },
    {
      price: (reading) => (hasSources(reading) ? undefined : "gcp.storage.class-a"),
      quantity: ({ use }) => use("writes"),
    },
    {
      price: (reading) => (hasSources(reading) ? undefined : "gcp.storage.class-b"),
      quantity: ({ use }) => use("reads"),
    },
    {
      price: (reading) => (hasSources(reading) || isBehindCdn(reading) ? undefined : "gcp.egress.storage"),
      quantity: ({ use }) => use("egress"),
    },
  ],
};
