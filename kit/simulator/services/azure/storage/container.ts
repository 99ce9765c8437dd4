import { at, textAt } from "../../../contract/read.ts";
import { CloudError, type ResourceType, type Store, type StoredResource } from "../../../contract.ts";
import type { Objects } from "../../../engines/objects/index.ts";
import { inert, matches, simulated } from "../../rules.ts";
import { parsePath } from "../api/index.ts";
import { findById, sameId } from "../arm.ts";
import { reasons } from "../rules.ts";
import { findAccount, toAccount } from "./keys.ts";

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
    // Unlike top-level resources, child resources get their logical name unchanged.
    once: { name: ({ inputs, name }) => textAt(inputs, "containerName") ?? name },
    id: ({ found, once }) => containerId(found("accountName").id, String(once.name)),
    unique: [sameId],
    check: ({ inputs, found }) => requirePublicAllowed(found("accountName"), textAt(inputs, "publicAccess")),
    defaults: {
      type: "Microsoft.Storage/storageAccounts/blobServices/containers",
      ...{ deleted: false, hasImmutabilityPolicy: false, hasLegalHold: false },
      ...{ leaseState: "Available", leaseStatus: "Unlocked", azureApiVersion: "2024-01-01" },
    },
    remove: ({ id }) => dropBlobs(objects, id),
  };
}

/** The bucket of a container in {@link Objects}. */
export function bucketKey(id: string): string {
  return id.toLowerCase();
}

/** The bucket of the uncommitted blocks of a container's blobs. */
export function stagingKey(id: string): string {
  return `${bucketKey(id)}/staged`;
}

export function dropBlobs(objects: Objects, id: string): void {
  objects.drop(bucketKey(id));
  objects.drop(stagingKey(id));
}

export function containerId(accountId: string, container: string): string {
  return `${accountId}/blobServices/default/containers/${container}`;
}

/** A container by its address. */
export function findContainer(store: Store, address: string): StoredResource | undefined {
  const found = findByAddress(store, address);
  return found && findById(store, containerToken, containerId(found.account.id, found.segments[0] ?? ""));
}

/** The parts of a Blob Storage address: an account, and the segments of the path. */
export interface BlobAddress {
  readonly account: StoredResource;
  /** The container, then the segments of the blob's name. */
  readonly segments: readonly string[];
}

/** Parses addresses of accounts here, and those in the cloud: `https://<account>.blob.core.windows.net/<container>`. */
export function findByAddress(store: Store, address: string): BlobAddress | undefined {
  const url = URL.parse(address);
  if (url === null) return undefined;
  const host = /^([^.]+\.blob)\.core\.windows\.net$/.exec(url.host)?.[1];
  const { name, service, segments } = parsePath(host === undefined ? url.pathname : `/${host}${url.pathname}`);
  const account =
    service === "blob" && (host !== undefined || url.hostname === "127.0.0.1") && findAccount(store, name);
  return account ? { account, segments } : undefined;
}

/** https://learn.microsoft.com/azure/storage/blobs/anonymous-read-access-prevent */
function requirePublicAllowed(account: StoredResource, publicAccess: string | undefined): void {
  if (publicAccess === undefined || publicAccess === "None" || at(account.inputs, "allowBlobPublicAccess") === true)
    return;
  throw new CloudError("PublicAccessNotPermitted", "Public access is not permitted on this storage account.", 409);
}
