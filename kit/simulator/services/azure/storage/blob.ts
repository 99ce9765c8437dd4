import { at, requiredText, textAt } from "../../../contract/read.ts";
import { CloudError, type Properties, type Reference, type ResourceType, type World } from "../../../contract.ts";
import type { ObjectDescription, Objects } from "../../../engines/objects/index.ts";
import { inert, matches, simulated } from "../../rules.ts";
import { armId, findById, notFound, sameId } from "../arm.ts";
import { bucketKey, containerId, containerToken } from "./container.ts";
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

const properties: ResourceType["properties"] = {
  ...simulated(
    "blobName",
    "containerName",
    "accountName",
    "resourceGroupName",
    "source",
    "type",
    "contentType",
    "metadata",
  ),
  ...inert("Nothing is billed.", "accessTier"),
};

const nameRule = matches(
  "blobName",
  /^(?=.{1,1024}$)(?!\/)(?:[^/]+\/){0,253}[^/]*[^/.]$/s,
  "must have from 1 to 1,024 characters and not end with a dot or a slash",
  naming,
  "code/",
);

/** A resource of the provider, not of ARM: it uploads with the account's key. https://www.pulumi.com/registry/packages/azure-native/api-docs/storage/blob/ */
export function blobType(objects: Objects): ResourceType {
  return {
    token: blobToken,
    source: "https://www.pulumi.com/registry/packages/azure-native/api-docs/storage/blob/",
    replaceOn: ["blobName", "containerName", "accountName", "resourceGroupName", "contentMd5", "source", "type"],
    properties,
    constraints: [nameRule],
    example: {
      blobName: "released-package.zip",
      containerName: "packages",
      accountName: "shoppackages",
      resourceGroupName: "shop",
    },
    refers: { accountName: toAccount, containerName: toContainer },
    once: { name: ({ inputs, name }) => textAt(inputs, "blobName") ?? name },
    id: ({ found, once }) => `${found("containerName").id}/blobs/${once.name}`,
    unique: [sameId],
    defaults: { type: "Block", contentType: "application/octet-stream", metadata: {}, accessTier: "Hot" },
    async outputs({ inputs, once, old, found }, world) {
      const account = found("accountName");
      const [bucket, blob] = [bucketKey(found("containerName").id), String(once.name)];
      requireKeys(world.store, account);
      const current = old === undefined ? undefined : objects.find(bucket, blob);
      if (current !== undefined) objects.describe(current, descriptionOf(inputs));
      else objects.put(bucket, blob, await bytesOf(inputs, world), descriptionOf(inputs));
      return { url: `${textAt(account.outputs, "primaryEndpoints.blob")}${inputs.containerName}/${once.name}` };
    },
    remove: ({ id, outputs }) => objects.remove(bucketKey(id.slice(0, id.indexOf("/blobs/"))), String(outputs.name)),
  };
}

function descriptionOf(inputs: Properties): ObjectDescription {
  const metadata = Object.entries(inputs.metadata ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]);
  return {
    contentType: textAt(inputs, "contentType") ?? "application/octet-stream",
    metadata: Object.fromEntries(metadata),
  };
}

async function bytesOf(inputs: Properties, { code }: World): Promise<Uint8Array> {
  const source = at(inputs, "source");
  if (source === undefined) return new Uint8Array();
  if (textAt(inputs, "type") !== "Append") return code.pack(source);
  throw new CloudError("InvalidInput", "a source cannot be specified for an Append blob");
}
