import type { MeteredType } from "../../contract.ts";

/** Virtual repositories keep nothing themselves. */
export const repository: MeteredType = {
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
