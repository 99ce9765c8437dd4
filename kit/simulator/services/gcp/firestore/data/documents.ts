import { isRecord, numberAt, textAt } from "../../../../contract/read.ts";
import type { Properties, World } from "../../../../contract.ts";
import { type DocumentKey, Documents, type StoredDocument } from "../../../../engines/documents.ts";
import { secondsOf } from "../../durations.ts";
import { fieldToken } from "../../tokens.ts";
import { databaseOf, groupOf } from "../names.ts";
import { parsePath, valueAt } from "./paths.ts";
import { formatMicros, parseMoment } from "./times.ts";
import type { Fields } from "./values.ts";

/** A document of a database. Times are microseconds since 1970. */
export interface Document {
  readonly key: DocumentKey;
  readonly fields: Fields;
  readonly created: number;
  readonly updated: number;
}

/** What becomes of a document: its fields, or nothing. */
export interface Change {
  readonly key: DocumentKey;
  readonly before: Document | undefined;
  readonly after: Pick<Document, "fields" | "created"> | undefined;
}

/**
 * How long after its time a document is deleted: "typically within 24 hours after its expiration date".
 * https://cloud.google.com/firestore/docs/ttl
 */
const deletionDelay = 24 * 3_600_000;

/** The documents of all databases, on the engine of documents: a collection there is a database, a partition a collection. */
export class DatabaseDocuments {
  readonly #engine: Documents;
  readonly #world: World;
  #latest = 0;

  constructor(world: World) {
    this.#world = world;
    this.#engine = new Documents({
      ...world,
      removal: (collection, document) => removalOf(collection, document, world),
    });
  }

  find(database: string, key: DocumentKey): Document | undefined {
    const found = this.#engine.find(collectionOf(database), key);
    return found && documentOf(found);
  }

  /** The documents of one collection, in the order of their ids. */
  inCollection(database: string, collection: string): readonly Document[] {
    return this.#engine.inPartition(collectionOf(database), collection).map(documentOf);
  }

  /** A time for reads and writes: later than that of every write before. */
  now(...documents: readonly (Document | undefined)[]): number {
    const before = documents.map((document) => (document?.updated ?? 0) + 1);
    return Math.max(this.#world.clock.now() * 1_000, this.#latest, ...before);
  }

  /** Makes all changes as one, at one time, which documents have as that of their last change. */
  change(database: string, changes: readonly Change[], time: number): void {
    this.#latest = time + 1;
    this.#engine.change(
      collectionOf(database),
      changes.map(({ key, after }) =>
        after === undefined ? { remove: key } : { put: key, content: { ...after, updated: time } },
      ),
    );
  }

  drop(database: string): void {
    this.#engine.drop(collectionOf(database));
  }
}

/** What is answered of a document. https://cloud.google.com/firestore/docs/reference/rest/v1/projects.databases.documents#Document */
export function describe(database: string, { key, created, updated }: Document, fields: Fields): Properties {
  const times = { createTime: formatMicros(created), updateTime: formatMicros(updated) };
  return { name: nameOf(database, key), fields, ...times };
}

export function nameOf(database: string, { partition, id }: DocumentKey): string {
  return `${database}/documents/${partition}/${id}`;
}

/** Ids of collections are those of all clouds. */
const prefix = "gcp:";

function collectionOf(database: string): string {
  return prefix + database;
}

function documentOf({ partition, id, content }: StoredDocument): Document {
  const [created = 0, updated = 0] = [numberAt(content, "created"), numberAt(content, "updated")];
  return { key: { partition, id }, fields: fieldsOf(content), created, updated };
}

/** They are as they were put: nobody else writes there. */
function isFields(value: unknown): value is Fields {
  return isRecord(value);
}

function fieldsOf({ fields }: Properties): Fields {
  return isFields(fields) ? fields : {};
}

/**
 * When the time of a document is over that the time-to-live policy of its collection group leaves, in epoch milliseconds. One that had expired
 * before it was written stays as long after that: "data is not deleted immediately". https://cloud.google.com/firestore/docs/ttl
 */
function removalOf(collection: string, { partition, content }: StoredDocument, { store }: World): number | undefined {
  const [policy] = store.find(
    fieldToken,
    (field) =>
      field.inputs.ttlConfig !== undefined &&
      field.inputs.collection === groupOf(partition) &&
      collectionOf(databaseOf(field)) === collection,
  );
  if (policy === undefined) return undefined;
  const value = valueAt(fieldsOf(content), parsePath(policy.inputs.field));
  const moment = parseMoment(textAt(value, "timestampValue"));
  const offset = secondsOf(textAt(policy.inputs, "ttlConfig.expirationOffset") ?? "0s") ?? 0;
  if (moment === undefined) return undefined;
  const expires = (moment.seconds + offset) * 1_000 + Math.floor(moment.nanos / 1e6);
  return Math.max(expires, Math.floor((numberAt(content, "updated") ?? 0) / 1_000)) + deletionDelay;
}
