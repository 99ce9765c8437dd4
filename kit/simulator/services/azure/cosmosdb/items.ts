import { createHash } from "node:crypto";
import { listAt, numberAt } from "../../../contract/read.ts";
import type { Properties, StoredResource } from "../../../contract.ts";
import type { StoredDocument } from "../../../engines/documents.ts";

function digest(...texts: readonly string[]): Buffer {
  return createHash("sha256").update(JSON.stringify(texts)).digest();
}

function toRid(bytes: Buffer): string {
  return bytes.toString("base64").replaceAll("/", "-");
}

const databaseBytes = ({ id }: StoredResource): Buffer =>
  digest(id.split("/").slice(0, 11).join("/").toLowerCase()).subarray(0, 4);
const containerBytes = (container: StoredResource): Buffer =>
  Buffer.concat([databaseBytes(container), digest(container.id.toLowerCase()).subarray(0, 4)]);

/** What the service calls a database by: four bytes, which its containers begin with, and these its items. */
export function databaseRid(database: StoredResource): string {
  return toRid(databaseBytes(database));
}

export function containerRid(container: StoredResource): string {
  return toRid(containerBytes(container));
}

/** "Automatically updates every time the item is updated": quoted, as of HTTP. */
export function etagOf({ revision }: Pick<StoredDocument, "revision">): string {
  const hex = revision.toString(16).padStart(16, "0");
  return `"${hex.slice(0, 8)}-0000-${hex.slice(8, 12)}-0000-${hex.slice(12)}00000000"`;
}

/** Epoch seconds of the last change. */
function timestampOf({ modified }: StoredDocument): number {
  return Math.floor(modified / 1_000);
}

/**
 * Items of a container as the service answers them: what it was sent, and the service's own properties, whatever it was sent
 * for these. https://learn.microsoft.com/azure/cosmos-db/resource-model#properties-of-an-item
 */
export function itemsOf(container: StoredResource): (document: StoredDocument) => Properties {
  const bytes = containerBytes(container);
  const self = `dbs/${databaseRid(container)}/colls/${toRid(bytes)}/docs`;
  return (document) => {
    const rid = toRid(Buffer.concat([bytes, digest(document.partition, document.id).subarray(0, 8)]));
    return {
      ...document.content,
      _rid: rid,
      _self: `${self}/${rid}/`,
      _etag: etagOf(document),
      _attachments: "attachments/",
      _ts: timestampOf(document),
    };
  };
}

/** The property of items that is the partition key: `/pk` or `/owner/id`. */
export function keyPathOf(container: StoredResource): readonly string[] {
  const [path = ""] = listAt(container.outputs, "resource.partitionKey.paths");
  return path.slice(1).split("/");
}

/** A value of the partition key. What is not there has one of its own. */
export type KeyValue = string | number | boolean | null | undefined;

/** The name of a partition in the engine: what the header says, `["user-1"]`, or `[{}]` for what is not there. */
export function partitionOf(value: KeyValue): string {
  return JSON.stringify([value === undefined ? {} : value]);
}

/**
 * When an item is over, in epoch milliseconds: hidden from that moment, and then removed.
 * "Time to live … is based on the last modified time." https://learn.microsoft.com/azure/cosmos-db/time-to-live#time-to-live-for-containers-and-items
 */
export function endOf(container: StoredResource, document: StoredDocument): number | undefined {
  const byDefault = numberAt(container.outputs, "resource.defaultTtl");
  if (byDefault === undefined) return undefined;
  const seconds = numberAt(document.content, "ttl") ?? byDefault;
  return seconds === -1 ? undefined : (timestampOf(document) + seconds) * 1_000;
}
