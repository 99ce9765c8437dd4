import type { StoredResource, World } from "../../../contract.ts";
import { Objects } from "../../../engines/objects/index.ts";
import type { ApiService, AzureService } from "../api/index.ts";
import { isSame } from "../arm.ts";
import { lookUp } from "../grouped-type.ts";
import { accountType } from "./account.ts";
import { blobToken, blobType } from "./blob.ts";
import { blobApi } from "./blobs/api.ts";
import { blobNotFound } from "./blobs/errors.ts";
import { type BlobAddress, bucketKey, containerId, containerType } from "./container.ts";
import { accountArm, accountToken, listStorageAccountKeys } from "./keys.ts";
import { callers, operations } from "./operations.ts";
import { listStorageAccountSAS, listStorageAccountServiceSAS, requireSigned } from "./sas.ts";

export { type BlobAddress, findByAddress, findContainer } from "./container.ts";
export { requireKeys } from "./keys.ts";

export interface StorageService extends AzureService {
  /**
   * Reads a blob by its signed URL.
   * @throws CloudError `BlobNotFound`, or as {@link requireSigned}.
   */
  read(address: BlobAddress, parameters: URLSearchParams): Uint8Array;
}

/** Storage accounts, and Blob Storage in them. */
export function storageService(world: World, endpoint: Pick<ApiService, "open">): StorageService {
  const objects = new Objects(world);
  const { store, clock } = world;
  // The resource is deleted with its blob, even through the data plane.
  objects.watch(({ kind, object: { bucket, name } }) => {
    if (kind !== "removed") return;
    const folder = `${bucket}/blobs/`;
    // Unlike names of resources, names of blobs are case-sensitive.
    const isIt = ({ id }: StoredResource): boolean => isSame(id, folder + name) && id.slice(folder.length) === name;
    for (const { type, id, scope } of store.find(blobToken, isIt)) store.delete(type, id, scope);
  });
  return {
    name: "Storage",
    types: [accountType(endpoint), containerType(objects), blobType(objects)],
    read({ account, segments: [container = "", ...rest] }, parameters) {
      const blob = rest.join("/");
      requireSigned(store, { account, container, blob, parameters, permissions: "r", verb: "read" }, clock.now());
      const found = objects.find(bucketKey(containerId(account.id, container)), blob);
      if (found === undefined) throw blobNotFound();
      return objects.bytesOf(found);
    },
    invokes: {
      "azure-native:storage:getStorageAccount": lookUp(accountToken, accountArm, "accountName"),
      "azure-native:storage:listStorageAccountKeys": listStorageAccountKeys,
      "azure-native:storage:listStorageAccountSAS": listStorageAccountSAS,
      "azure-native:storage:listStorageAccountServiceSAS": listStorageAccountServiceSAS,
    },
    operations,
    callers,
    api: blobApi({ store, clock, objects }),
  };
}
