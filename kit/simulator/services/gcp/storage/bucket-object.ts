import { createHash } from "node:crypto";
import { CloudError, type Constraint, type Properties, type ResourceType, type World } from "../../../contract.ts";
import { at, requiredText, textAt } from "../../read.ts";
import { deletionPolicy, deletionPolicyConstraint, notFound } from "../project.ts";
import { bucketToken, objectToken } from "../tokens.ts";

const unread = { inert: "No storage API is simulated: objects are only read by builds." };

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
  deletionPolicyConstraint,
];

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
    bucket: "simulated",
    name: "simulated",
    source: "simulated",
    content: "simulated",
    detectMd5hash: { inert: "A change of content is seen without it." },
    sourceMd5hash: { inert: "A change of content is seen without it." },
    contentType: unread,
    forceEmptyContentType: unread,
    contentDisposition: unread,
    contentEncoding: unread,
    contentLanguage: unread,
    cacheControl: unread,
    metadata: unread,
    storageClass: unread,
    deletionPolicy,
    contexts: unread,
    customerEncryption: { inert: "Content is kept as it is." },
    kmsKeyName: { inert: "Content is kept as it is." },
    eventBasedHold: { inert: "Holds are not kept." },
    temporaryHold: { inert: "Holds are not kept." },
    retention: { inert: "Objects are not retained." },
  },
  constraints,
  example: { bucket: "shop-source", name: "api.zip", content: "text" },
  async create({ inputs }, world) {
    const [bucket, name] = [requiredText(inputs, "bucket"), requiredText(inputs, "name")];
    if (world.store.find(bucketToken, ({ id }) => id === bucket).length === 0) throw notFound(`b/${bucket}`);
    const content = await take(inputs, world);
    const generation = nextGeneration(bucket, name, world);
    world.store.putValue(contentKey(bucket, name), JSON.stringify({ content, generation }));
    return { id: `${bucket}-${name}`, outputs: outputsOf(bucket, name, content, generation, inputs) };
  },
  async update({ inputs }, _old, world) {
    const [bucket, name] = [requiredText(inputs, "bucket"), requiredText(inputs, "name")];
    const [content, old] = [await take(inputs, world), readObject(bucket, name, undefined, world)];
    // Metadata alone makes no new generation: https://cloud.google.com/storage/docs/metadata#generation-number
    const generation = content === old.content ? old.generation : nextGeneration(bucket, name, world);
    world.store.putValue(contentKey(bucket, name), JSON.stringify({ content, generation }));
    return outputsOf(bucket, name, content, generation, inputs);
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

function outputsOf(bucket: string, name: string, content: string, generation: number, inputs: Properties): Properties {
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
    contentType: textAt(inputs, "contentType") ?? "application/octet-stream",
    storageClass: textAt(inputs, "storageClass") ?? "STANDARD",
  };
}
