import type { Service } from "../../../contract.ts";
import { repositoryType } from "./repository.ts";

export { requireRepository } from "./repository.ts";

/** Repositories of images. Permissions to store images are checked; images are not stored. */
export function artifactRegistryService(): Service {
  return { name: "Artifact Registry", types: [repositoryType] };
}
