import { requiredText, textAt } from "../../../contract/read.ts";
import type { Constraint, Properties, ResourceType, World } from "../../../contract.ts";
import type { Objects, StoredObject } from "../../../engines/objects/index.ts";
import { inert, simulated } from "../../rules.ts";
import { crc32c } from "../crc32c.ts";
import { deletionPolicy, deletionRule, toBucket } from "../project.ts";
import { objectToken } from "../tokens.ts";
import { describe } from "./api/resource.ts";
import { bucketKey, isObjectName, objectNaming } from "./names.ts";

const properties: ResourceType["properties"] = {
  ...simulated("bucket", "name", "source", "content", "metadata"),
  ...simulated("contentType", "contentDisposition", "contentEncoding", "contentLanguage", "cacheControl"),
  ...deletionPolicy,
  ...inert("A change of content is seen without it.", "detectMd5hash", "sourceMd5hash"),
  ...inert("An object without a type is served as bytes.", "forceEmptyContentType"),
  ...inert("All classes are stored alike.", "storageClass"),
  ...inert("No API here reads them.", "contexts"),
  ...inert("Content is kept as it is.", "customerEncryption", "kmsKeyName"),
  ...inert("Holds are not kept.", "eventBasedHold", "temporaryHold"),
  ...inert("Objects are not retained.", "retention"),
};

const constraints: readonly Constraint[] = [
  {
    property: "name",
    rule: 'must have 1 to 1,024 bytes, no line breaks, and must not be ".", ".." or start with .well-known/acme-challenge/',
    source: objectNaming,
    accepts: (value) => typeof value === "string" && isObjectName(value),
    refused: { name: "one\ntwo" },
  },
  {
    property: "bucket",
    rule: "needs either `source` or `content` beside it",
    source: "https://www.pulumi.com/registry/packages/gcp/api-docs/storage/bucketobject/#content_nodejs",
    accepts: (_value, inputs) => (inputs.source === undefined) !== (inputs.content === undefined),
    refused: { content: undefined },
  },
  deletionRule,
];

/** https://cloud.google.com/storage/docs/json_api/v1/objects */
export function objectType(objects: Objects): ResourceType {
  return {
    token: objectToken,
    source: "https://www.pulumi.com/registry/packages/gcp/api-docs/storage/bucketobject/",
    naming: {
      property: "name",
      max: 1_024,
      pattern: /^[^\r\n]+$/,
      refused: ["one\rtwo"],
      source: objectNaming,
    },
    replaceOn: ["bucket", "name", "kmsKeyName", "customerEncryption"],
    properties,
    constraints,
    example: { bucket: "shop-source", name: "api.zip", content: "text" },
    refers: { bucket: toBucket },
    id: ({ inputs: { bucket, name } }) => `${bucket}-${name}`,
    defaults: { contentType: "application/octet-stream", storageClass: "STANDARD" },
    async outputs({ inputs, old }, world) {
      const [bucket, name] = [requiredText(inputs, "bucket"), requiredText(inputs, "name")];
      const bytes = await bytesOf(inputs, world);
      const before = old === undefined ? undefined : objects.find(bucketKey(bucket), name);
      const description = describe({}, inputs);
      // A change of metadata alone does not create a new generation: https://cloud.google.com/storage/docs/metadata#generation-number
      const isKept = before !== undefined && Buffer.compare(objects.bytesOf(before), bytes) === 0;
      const object = isKept
        ? objects.describe(before, description)
        : objects.put(bucketKey(bucket), name, bytes, description);
      return outputsOf(bucket, object, bytes);
    },
    remove: ({ inputs }) => objects.remove(bucketKey(requiredText(inputs, "bucket")), requiredText(inputs, "name")),
  };
}

async function bytesOf(inputs: Properties, { code }: World): Promise<Uint8Array> {
  const content = textAt(inputs, "content");
  return content === undefined ? code.pack(inputs.source) : Buffer.from(content);
}

function outputsOf(bucket: string, { name, generation, md5 }: StoredObject, bytes: Uint8Array): Properties {
  const path = `${bucket}/o/${encodeURIComponent(name)}`;
  return {
    name,
    outputName: name,
    generation,
    selfLink: `https://www.googleapis.com/storage/v1/b/${path}`,
    mediaLink: `https://storage.googleapis.com/download/storage/v1/b/${path}?generation=${generation}&alt=media`,
    md5hash: md5,
    md5hexhash: Buffer.from(md5, "base64").toString("hex"),
    crc32c: crc32c(bytes),
  };
}
