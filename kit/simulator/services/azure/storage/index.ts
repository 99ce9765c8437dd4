import type { Service } from "../../../contract.ts";
import { lookUp } from "../grouped-type.ts";
import { accountType } from "./account.ts";
import { blobType } from "./blob.ts";
import { containerType } from "./container.ts";
import { accountArm, accountToken, listStorageAccountKeys } from "./keys.ts";
import { callers, operations } from "./operations.ts";
import { listStorageAccountSAS, listStorageAccountServiceSAS } from "./sas.ts";

export { blobId, contentOf } from "./blob.ts";
export { findAccountByAddress, findContainer } from "./container.ts";
export { requireKeys } from "./keys.ts";
export { requireReadable } from "./sas.ts";

/** Storage accounts and their blobs. */
export function storageService(): Service {
  return {
    name: "Storage",
    types: [accountType, containerType, blobType],
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
