import type { Service } from "../../../contract.ts";
import { bucketType } from "./bucket.ts";
import { objectType } from "./bucket-object.ts";

export { readObject } from "./bucket-object.ts";

/** Cloud Storage: buckets and the objects that programs put there. */
export function storageService(): Service {
  return { name: "Cloud Storage", types: [bucketType, objectType] };
}
