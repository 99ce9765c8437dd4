import { createHash } from "node:crypto";
import { at, requiredText, textAt } from "../../../contract/read.ts";
import {
  CloudError,
  type Constraint,
  type Properties,
  type Reference,
  type ResourceType,
  type World,
} from "../../../contract.ts";
import { inert, simulated } from "../../rules.ts";
import { deletionPolicy, deletionRule, notFound } from "../project.ts";
import { bucketToken, objectToken } from "../tokens.ts";

const constraints: readonly Constraint[] = [
  {
    property: "name",
    rule: 'must have 1 to 1,024 bytes, no line breaks, and must not be ".", ".." or start with .well-known/acme-challenge/',
    source: "https://cloud.google.com/storage/docs/objects#naming",
    accepts: (value) =>
      typeof value === "string" &&
      Buffer.byteLength(value) <= 1_024 &&
      !/[\r\n]|^\.{0,2}$|^\.well-known\/acme-challenge\//.test(value),
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

const toBucket: Reference = {
  find: (name, _request, { store }) => store.get(bucketToken, name),
  missing: (name) => notFound(`b/${name}`),
};

/** https://cloud.google.com/storage/docs/json_api/v1/objects */
export const objectType: ResourceType = {
  token: objectToken,
  source: "https://www.pulumi.com/registry/packages/gcp/api-docs/storage/bucketobject/",
  naming: {
    property: "name",
    max: 1_024,
    pattern: /^[^\r\n]+$/,
    refused: ["one\rtwo"],
    source: "https://cloud.google.com/storage/docs/objects#naming",
  },
  replaceOn: ["bucket", "name", "kmsKeyName", "customerEncryption"],
  properties: {
    ...simulated("bucket", "name", "source", "content"),
    ...deletionPolicy,
    ...inert("A change of content is seen without it.", "detectMd5hash", "sourceMd5hash"),
    ...inert(
      "No storage API is simulated: objects are only read by builds.",
      ...["contentType", "forceEmptyContentType", "contentDisposition", "contentEncoding", "contentLanguage"],
      ...["cacheControl", "metadata", "storageClass", "contexts"],
    ),
    ...inert("Content is kept as it is.", "customerEncryption", "kmsKeyName"),
    ...inert("Holds are not kept.", "eventBasedHold", "temporaryHold"),
    ...inert("Objects are not retained.", "retention"),
  },
  constraints,
  example: { bucket: "shop-source", name: "api.zip", content: "text" },
  refers: { bucket: toBucket },
  id: ({ inputs: { bucket, name } }) => `${bucket}-${name}`,
  defaults: { contentType: "application/octet-stream", storageClass: "STANDARD" },
  async outputs({ inputs, old }, world) {
    const [bucket, name] = [requiredText(inputs, "bucket"), requiredText(inputs, "name")];
    const content = await take(inputs, world);
    const before = old === undefined ? undefined : readObject(bucket, name, undefined, world);
    // Metadata alone makes no new generation: https://cloud.google.com/storage/docs/metadata#generation-number
    const generation = content === before?.content ? before.generation : nextGeneration(bucket, name, world);
    world.store.putValue(contentKey(bucket, name), JSON.stringify({ content, generation }));
    return outputsOf(bucket, name, content, generation);
  },
  remove({ inputs }, world) {
    world.store.putValue(contentKey(requiredText(inputs, "bucket"), requiredText(inputs, "name")), undefined);
  },
};

/** What is in an object now, which is not always what the resource says: the name may have been written twice. */
export interface ObjectContent {
  /** The hash of its files, for {@link World.code}. */
  readonly content: string;
  readonly generation: number;
}

function contentKey(bucket: string, name: string): string {
  return `gcp/object/${bucket}/${name}`;
}

/** @throws CloudError `NOT_FOUND` as a build does that cannot read its source. */
export function readObject(bucket: string, name: string, generation: number | undefined, world: World): ObjectContent {
  const stored = world.store.getValue(contentKey(bucket, name));
  const value: unknown = stored === undefined ? undefined : JSON.parse(stored);
  const found = { content: textAt(value, "content"), generation: at(value, "generation") };
  const wanted = generation === undefined || generation === found.generation;
  if (found.content === undefined || typeof found.generation !== "number" || !wanted) {
    const which = generation === undefined ? "" : `#${generation}`;
    throw new CloudError(
      "NOT_FOUND",
      `Failed to retrieve function source code: there is no object gs://${bucket}/${name}${which}.`,
      404,
    );
  }
  return { content: found.content, generation: found.generation };
}

function take(inputs: Properties, world: World): Promise<string> | string {
  const content = textAt(inputs, "content");
  if (content === undefined) return world.code.take(inputs.source);
  return world.code.put(new Map([["content", Buffer.from(content)]]));
}

/** Microseconds, as Cloud Storage counts, and never the same twice. https://cloud.google.com/storage/docs/metadata#generation-number */
function nextGeneration(bucket: string, name: string, world: World): number {
  const before = world.store.getValue(contentKey(bucket, name));
  const last = before === undefined ? 0 : Number(at(JSON.parse(before), "generation") ?? 0);
  return Math.max(world.clock.now() * 1_000, last + 1);
}

function outputsOf(bucket: string, name: string, content: string, generation: number): Properties {
  const digest = createHash("md5").update(content).digest();
  const link = `https://www.googleapis.com/storage/v1/b/${bucket}/o/${encodeURIComponent(name)}`;
  return {
    name,
    outputName: name,
    generation,
    selfLink: link,
    mediaLink: `https://storage.googleapis.com/download/storage/v1/b/${bucket}/o/${encodeURIComponent(name)}?generation=${generation}&alt=media`,
    md5hash: digest.toString("base64"),
    md5hexhash: digest.toString("hex"),
    crc32c: digest.subarray(0, 4).toString("base64"),
  };
}
