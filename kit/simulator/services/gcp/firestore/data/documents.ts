import { textAt } from "../../../../contract/read.ts";
import type { Properties, World } from "../../../../contract.ts";
import { type DocumentKey, Documents, type Removal, type StoredDocument } from "../../../../engines/documents.ts";
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

/** What is stored of a document. The engine's own times are not those of a commit, which all of its documents share. */
type Content = Omit<Document, "key">;

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
  readonly #engine: Documents<Content>;
  readonly #world: World;
  #latest = 0;

  constructor(world: World) {
    this.#world = world;
    this.#engine = new Documents({
      ...world,
      removal: (collection, partition) => removalIn(collection, partition, world),
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

function documentOf({ partition, id, content }: StoredDocument<Content>): Document {
  return { key: { partition, id }, ...content };
}

/**
 * The rule of the time-to-live policy of a collection group. A document that had expired before it was written stays as long after
 * that: "data is not deleted immediately". https://cloud.google.com/firestore/docs/ttl
 */
function removalIn(collection: string, partition: string, { store }: World): Removal<Content> | undefined {
  const [policy] = store.find(
    fieldToken,
    (field) =>
      field.inputs.ttlConfig !== undefined &&
      field.inputs.collection === groupOf(partition) &&
      collectionOf(databaseOf(field)) === collection,
  );
  if (policy === undefined) return undefined;
  const path = parsePath(policy.inputs.field);
  const offset = secondsOf(textAt(policy.inputs, "ttlConfig.expirationOffset") ?? "0s") ?? 0;
  return ({ content: { fields, updated } }) => {
    const moment = parseMoment(textAt(valueAt(fields, path), "timestampValue"));
    if (moment === undefined) return undefined;
    const expires = (moment.seconds + offset) * 1_000 + Math.floor(moment.nanos / 1e6);
    return Math.max(expires, Math.floor(updated / 1_000)) + deletionDelay;
  };
}
