import { type Inputs, UnreadableInput } from "../../resources/inputs.ts";
import type { MeteredType, Reading } from "../contract.ts";
import { cloudFunction } from "./run.ts";
import { expectOnly } from "./units.ts";

const source = "https://cloud.google.com/storage/pricing";

/** Refuses what keeps data in more than Standard storage of one region. @throws UnreadableInput */
function expectStandard(inputs: Inputs): void {
  expectOnly(inputs, "storageClass", "STANDARD");
  if (inputs.flag("autoclass.enabled")) throw new UnreadableInput("autoclass", "moves data to other classes");
  if (inputs.list("lifecycleRules").some((rule) => rule.has("action.storageClass"))) {
    throw new UnreadableInput("lifecycleRules", "moves data to other classes");
  }
  if (inputs.has("customPlacementConfig")) throw new UnreadableInput("customPlacementConfig", "has prices of its own");
}

/** Whether the bucket only has the sources of functions, which builds read and nobody else. */
const hasSources = ({ users }: Reading): boolean => users(cloudFunction.type, "buildConfig").length > 0;

const isBehindCdn = ({ users }: Reading): boolean =>
  users("gcp:compute/backendBucket:BackendBucket", "bucketName").length > 0;

/** @throws UnreadableInput when operations have other prices: https://cloud.google.com/storage/pricing#operations-pricing */
function operationsOf({ inputs, use }: Reading, usage: "reads" | "writes"): number {
  expectStandard(inputs);
  if (inputs.flag("hierarchicalNamespace.enabled")) {
    throw new UnreadableInput("hierarchicalNamespace", "has other prices of operations");
  }
  return use(usage);
}

/** To delete costs nothing. What goes through a load balancer is counted there. */
export const bucket: MeteredType = {
  type: "gcp:storage/bucket:Bucket",
  source,
  meters: [
    {
      price: "gcp.storage.standard",
      quantity: ({ inputs, use }) => {
        expectStandard(inputs);
        return use("storage");
      },
    },
    {
      price: (reading) => (hasSources(reading) ? undefined : "gcp.storage.class-a"),
      quantity: (reading) => operationsOf(reading, "writes"),
    },
    {
      price: (reading) => (hasSources(reading) ? undefined : "gcp.storage.class-b"),
      quantity: (reading) => operationsOf(reading, "reads"),
    },
    {
      price: (reading) => (hasSources(reading) || isBehindCdn(reading) ? undefined : "gcp.egress.storage"),
      quantity: ({ use }) => use("egress"),
    },
  ],
};

/** Virtual repositories keep nothing themselves. */
export const artifactRepository: MeteredType = {
  type: "gcp:artifactregistry/repository:Repository",
  source: "https://cloud.google.com/artifact-registry/pricing",
  meters: [
    {
      price: ({ inputs }) =>
        inputs.text("mode") === "VIRTUAL_REPOSITORY" ? undefined : "gcp.artifactregistry.storage",
      quantity: ({ use }) => use("storage"),
    },
  ],
};
