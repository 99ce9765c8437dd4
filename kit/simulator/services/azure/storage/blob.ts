import { at, requiredText, textAt } from "../../../contract/read.ts";
import {
  CloudError,
  type Properties,
  type Reference,
  type ResourceType,
  type Store,
  type World,
} from "../../../contract.ts";
import { inert, matches, simulated } from "../../rules.ts";
import { armId, findById, notFound, sameId } from "../arm.ts";
import { reasons } from "../rules.ts";
import { containerId, containerToken } from "./container.ts";
import { accountArm, requireKeys, toAccount } from "./keys.ts";

export const blobToken = "azure-native:storage:Blob";

const naming =
  "https://learn.microsoft.com/rest/api/storageservices/naming-and-referencing-containers--blobs--and-metadata#blob-names";

const toContainer: Reference = {
  find(name, request, world) {
    const account = toAccount.find(requiredText(request.inputs, "accountName"), request, world);
    return typeof account === "object"
      ? findById(world.store, containerToken, containerId(account.id, name))
      : undefined;
  },
  missing: (name, { inputs, scope }) => {
    const account = armId(
      scope,
      requiredText(inputs, "resourceGroupName"),
      accountArm,
      requiredText(inputs, "accountName"),
    );
    return notFound(containerId(account, name));
  },
};

/** A provider's resource, not one of ARM: it uploads with the account's key. https://www.pulumi.com/registry/packages/azure-native/api-docs/storage/blob/ */
export const blobType: ResourceType = {
  token: blobToken,
  source: "https://www.pulumi.com/registry/packages/azure-native/api-docs/storage/blob/",
  replaceOn: ["blobName", "containerName", "accountName", "resourceGroupName", "contentMd5", "source", "type"],
  properties: {
    ...simulated("blobName", "containerName", "accountName", "resourceGroupName", "source", "type"),
    ...inert(reasons.label, "contentType", "metadata"),
    ...inert("Nothing is billed.", "accessTier"),
  },
  constraints: [
    matches(
      "blobName",
      /^(?=.{1,1024}$)(?!\/)(?:[^/]+\/){0,253}[^/]*[^/.]$/s,
      "must have from 1 to 1,024 characters and not end with a dot or a slash",
      naming,
      "code/",
    ),
  ],
  example: {
    blobName: "released-package.zip",
    containerName: "packages",
    accountName: "shoppackages",
    resourceGroupName: "shop",
  },
  refers: { accountName: toAccount, containerName: toContainer },
  once: { name: ({ inputs, name }) => textAt(inputs, "blobName") ?? name },
  id: ({ found, inputs, once }) =>
    blobId(found("accountName").id, requiredText(inputs, "containerName"), String(once.name)),
  unique: [sameId],
  defaults: { type: "Block", contentType: "application/octet-stream", metadata: {}, accessTier: "Hot" },
  async outputs({ id, inputs, once, old, found }, world) {
    const account = found("accountName");
    if (old === undefined) {
      requireKeys(world.store, account);
      await upload(world, id, inputs);
    }
    return { url: `https://${account.outputs.name}.blob.core.windows.net/${inputs.containerName}/${once.name}` };
  },
  remove: (blob, { store }) => removeContent(store, blob.id),
};

export function blobId(accountId: string, container: string, blob: string): string {
  return `${containerId(accountId, container)}/blobs/${blob}`;
}

/** The hash of a blob's content. @throws CloudError `BlobNotFound`. */
export function contentOf(store: Store, id: string): string {
  const hash = store.getValue(contentKey(id));
  if (hash === undefined) throw new CloudError("BlobNotFound", "The specified blob does not exist.", 404);
  return hash;
}

/** Forgets the content of a blob that goes. */
export function removeContent(store: Store, id: string): void {
  store.putValue(contentKey(id), undefined);
}

const contentKey = (id: string): string => `azure-native/blob/${id}`;

async function upload({ code, store }: World, id: string, inputs: Properties): Promise<void> {
  const source = at(inputs, "source");
  const isAppend = textAt(inputs, "type") === "Append";
  if (isAppend && source !== undefined)
    throw new CloudError("InvalidInput", "a source cannot be specified for an Append blob");
  store.putValue(contentKey(id), source === undefined ? code.put(new Map()) : await code.take(source));
}
