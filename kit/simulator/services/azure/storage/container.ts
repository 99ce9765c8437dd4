import { at, textAt } from "../../../contract/read.ts";
import { CloudError, type ResourceType, type Store, type StoredResource } from "../../../contract.ts";
import type { Objects } from "../../../engines/objects/index.ts";
import { inert, matches, simulated } from "../../rules.ts";
import { isSame, sameId } from "../arm.ts";
import { reasons } from "../rules.ts";
import { accountToken, toAccount } from "./keys.ts";

export const containerToken = "azure-native:storage:BlobContainer";

const naming =
  "https://learn.microsoft.com/rest/api/storageservices/naming-and-referencing-containers--blobs--and-metadata#container-names";

/** https://learn.microsoft.com/rest/api/storagerp/blob-containers/create */
export function containerType(objects: Objects): ResourceType {
  return {
    token: containerToken,
    source: "https://www.pulumi.com/registry/packages/azure-native/api-docs/storage/blobcontainer/",
    replaceOn: ["containerName", "accountName", "resourceGroupName"],
    properties: {
      ...simulated("containerName", "accountName", "resourceGroupName", "publicAccess"),
      ...inert(reasons.label, "metadata"),
      ...inert(reasons.encryption, "defaultEncryptionScope", "denyEncryptionScopeOverride"),
      ...inert("Blobs have one version here.", "immutableStorageWithVersioning"),
    },
    constraints: [
      matches(
        "containerName",
        /^(?=.{3,63}$)[a-z0-9]+(?:-[a-z0-9]+)*$/,
        "must have from 3 to 63 lower-case letters, digits and single hyphens, and start and end with a letter or digit",
        naming,
        "Shop_Packages",
      ),
    ],
    example: { containerName: "packages", accountName: "shoppackages", resourceGroupName: "shop" },
    refers: { accountName: toAccount },
    // Unlike top-level resources, what is inside another one gets its logical name as it is.
    once: { name: ({ inputs, name }) => textAt(inputs, "containerName") ?? name },
    id: ({ found, once }) => containerId(found("accountName").id, String(once.name)),
    unique: [sameId],
    check: ({ inputs, found }) => requirePublicAllowed(found("accountName"), textAt(inputs, "publicAccess")),
    defaults: {
      type: "Microsoft.Storage/storageAccounts/blobServices/containers",
      ...{ deleted: false, hasImmutabilityPolicy: false, hasLegalHold: false },
      ...{ leaseState: "Available", leaseStatus: "Unlocked", azureApiVersion: "2024-01-01" },
    },
    remove: ({ id }) => objects.drop(bucketKey(id)),
  };
}

/** The bucket of a container in {@link Objects}. */
export function bucketKey(id: string): string {
  return id.toLowerCase();
}

export function containerId(accountId: string, container: string): string {
  return `${accountId}/blobServices/default/containers/${container}`;
}

/** A container by the address of its blob service: `https://<account>.blob.core.windows.net/<container>`. */
export function findContainer(store: Store, address: string): StoredResource | undefined {
  const account = findAccountByAddress(store, address);
  const name = URL.canParse(address) ? new URL(address).pathname.split("/")[1] : undefined;
  if (account === undefined || name === undefined) return undefined;
  return store.find(containerToken, ({ id }) => isSame(id, containerId(account.id, name)))[0];
}

/** The account that an address belongs to. */
export function findAccountByAddress(store: Store, address: string): StoredResource | undefined {
  const { host } = URL.canParse(address) ? new URL(address) : { host: undefined };
  const isHost = ({ outputs }: StoredResource): boolean => `${textAt(outputs, "name")}.blob.core.windows.net` === host;
  return store.find(accountToken, isHost)[0];
}

/** https://learn.microsoft.com/azure/storage/blobs/anonymous-read-access-prevent */
function requirePublicAllowed(account: StoredResource, publicAccess: string | undefined): void {
  if (publicAccess === undefined || publicAccess === "None" || at(account.inputs, "allowBlobPublicAccess") === true)
    return;
  throw new CloudError("PublicAccessNotPermitted", "Public access is not permitted on this storage account.", 409);
}
