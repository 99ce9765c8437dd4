import { CloudError, type Properties, type ResourceType, type Store, type World } from "../../../contract.ts";
import { at, requiredText, textAt } from "../../read.ts";
import { requireById, requireFree } from "../arm.ts";
import { inert, matches } from "../rules.ts";
import { containerId, containerToken } from "./container.ts";
import { accountOf, requireKeys } from "./keys.ts";

export const blobToken = "azure-native:storage:Blob";

const naming =
  "https://learn.microsoft.com/rest/api/storageservices/naming-and-referencing-containers--blobs--and-metadata#blob-names";

/** A provider's resource, not one of ARM: it uploads with the account's key. https://www.pulumi.com/registry/packages/azure-native/api-docs/storage/blob/ */
export const blobType: ResourceType = {
  token: blobToken,
  source: "https://www.pulumi.com/registry/packages/azure-native/api-docs/storage/blob/",
  replaceOn: ["blobName", "containerName", "accountName", "resourceGroupName", "contentMd5", "source", "type"],
  properties: {
    blobName: "simulated",
    containerName: "simulated",
    accountName: "simulated",
    resourceGroupName: "simulated",
    source: "simulated",
    type: "simulated",
    contentType: inert.label,
    metadata: inert.label,
    accessTier: { inert: "Nothing is billed." },
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
  async create({ inputs, scope, name }, world) {
    const account = accountOf(world.store, scope, inputs);
    const container = requiredText(inputs, "containerName");
    requireById(world.store, containerToken, containerId(account.id, container));
    requireKeys(world.store, account);
    const blob = textAt(inputs, "blobName") ?? name;
    const id = blobId(account.id, container, blob);
    requireFree(world.store, blobToken, id);
    await upload(world, id, inputs);
    return { id, outputs: outputsOf(requiredText(account.outputs, "name"), container, blob, inputs) };
  },
  update: ({ inputs }, { outputs, inputs: old }) =>
    outputsOf(
      requiredText(old, "accountName"),
      requiredText(old, "containerName"),
      requiredText(outputs, "name"),
      inputs,
    ),
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

function outputsOf(account: string, container: string, name: string, inputs: Properties) {
  return {
    name,
    url: `https://${account}.blob.core.windows.net/${container}/${name}`,
    type: textAt(inputs, "type") ?? "Block",
    contentType: textAt(inputs, "contentType") ?? "application/octet-stream",
    metadata: at(inputs, "metadata") ?? {},
    accessTier: textAt(inputs, "accessTier") ?? "Hot",
  };
}
