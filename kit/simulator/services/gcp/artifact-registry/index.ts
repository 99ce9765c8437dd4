import type { Service } from "../../../contract.ts";
import { repositoryType } from "./repository.ts";

export { requireRepository } from "./repository.ts";

/** Places for images: who may store some there is checked, none are kept. */
export function artifactRegistryService(): Service {
  return { name: "Artifact Registry", types: [repositoryType] };
}
