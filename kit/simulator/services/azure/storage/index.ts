import { CloudError, type Service, type World } from "../../../contract.ts";
import { Objects } from "../../../engines/objects/index.ts";
import { lookUp } from "../grouped-type.ts";
import { accountType } from "./account.ts";
import { blobType } from "./blob.ts";
import { bucketKey, containerId, containerType } from "./container.ts";
import { accountArm, accountToken, listStorageAccountKeys } from "./keys.ts";
import { callers, operations } from "./operations.ts";
import { type BlobAddress, listStorageAccountSAS, listStorageAccountServiceSAS, requireReadable } from "./sas.ts";

export { findAccountByAddress, findContainer } from "./container.ts";
export { requireKeys } from "./keys.ts";

export interface StorageService extends Service {
  /**
   * Reads a blob, as whoever has its signed address.
   * @throws CloudError `BlobNotFound`, and as {@link requireReadable} does.
   */
  read(address: BlobAddress): Uint8Array;
}

/** Storage accounts and their blobs. */
export function storageService(world: World): StorageService {
  const objects = new Objects(world);
  return {
    name: "Storage",
    types: [accountType, containerType(objects), blobType(objects)],
    read(address) {
      requireReadable(world.store, address, world.clock.now());
      const { account, container, blob } = address;
      const found = objects.find(bucketKey(containerId(account.id, container)), blob);
      if (found === undefined) throw new CloudError("BlobNotFound", "The specified blob does not exist.", 404);
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
  };
}
