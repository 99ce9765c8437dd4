import { CloudError, type World } from "../../../contract.ts";
import { Objects } from "../../../engines/objects/index.ts";
import type { GoogleService } from "../api/index.ts";
import { StorageApi } from "./api/index.ts";
import { bucketType } from "./bucket.ts";
import { objectType } from "./bucket-object.ts";
import { bucketKey } from "./names.ts";
import { operations } from "./operations.ts";

/** The source of a function, as a build fetches it. */
export interface Source {
  /** The hash of its files, for {@link World.code}. */
  readonly content: string;
  readonly generation: number;
}

export interface StorageService extends GoogleService {
  /**
   * Unpacks the current content of an object, which may differ from its resource's: the name may have been written twice.
   * @throws CloudError `NOT_FOUND` as a build that cannot read its source.
   */
  readSource(bucket: string, name: string, generation?: number): Source;
}

/** Cloud Storage: buckets and the objects that programs put there. */
export function storageService(world: World): StorageService {
  const objects = new Objects(world);
  return {
    name: "Cloud Storage",
    types: [bucketType(objects), objectType(objects)],
    operations,
    api: new StorageApi(world, objects),
    readSource(bucket, name, generation) {
      const found = objects.find(bucketKey(bucket), name);
      if (found === undefined || (generation !== undefined && generation !== found.generation)) {
        const which = generation === undefined ? "" : `#${generation}`;
        const message = `Failed to retrieve function source code: the object gs://${bucket}/${name}${which} does not exist.`;
        throw new CloudError("NOT_FOUND", message, 404);
      }
      return { content: world.code.unpack(objects.bytesOf(found)), generation: found.generation };
    },
  };
}
