import type { Clock, Properties, Store } from "../contract.ts";
import { compareUtf8, SortedItems } from "./sorted.ts";

/** Where a document stands: in a partition of its collection, under an id that is its own there. */
export interface DocumentKey {
  readonly partition: string;
  readonly id: string;
}

/** A document of a collection. Times are epoch milliseconds. */
export interface StoredDocument<Content extends Properties = Properties> extends DocumentKey {
  /** In the vendor's own words. Goes through JSON. */
  readonly content: Content;
  /** Grows with each change, and is never given twice: microseconds, where the clock moves. */
  readonly revision: number;
  readonly created: number;
  readonly modified: number;
}

/** One change of a document. */
export type DocumentChange<Content extends Properties = Properties> =
  | { readonly put: DocumentKey; readonly content: Content }
  | { readonly remove: DocumentKey };

export interface DocumentEvent<Content extends Properties = Properties> {
  readonly collection: string;
  readonly before: StoredDocument<Content> | undefined;
  readonly after: StoredDocument<Content> | undefined;
}

export interface DocumentTools<Content extends Properties = Properties> {
  readonly clock: Pick<Clock, "now">;
  readonly store: Pick<Store, "values" | "putValues">;
  /** The rule by which documents of a partition expire. Asked for at each use of the partition. @default they do not */
  removal?(collection: string, partition: string): Removal<Content> | undefined;
}

/** When a document is removed because it has expired, in epoch milliseconds. `undefined`: never. */
export type Removal<Content extends Properties = Properties> = (
  document: StoredDocument<Content>,
) => number | undefined;

interface Partition<Content extends Properties> {
  readonly documents: Map<string, StoredDocument<Content>>;
  /** The same, in the order of their ids' UTF-8 bytes. */
  readonly sorted: SortedItems<StoredDocument<Content>>;
}

/** The partitions that have documents, by name. */
type Collection<Content extends Properties> = Map<string, Partition<Content>>;

/**
 * Collections of documents in partitions, stored, so that they outlive a restart. A collection has an id that is unique in all
 * clouds, and needs no creation: the vendor's service knows which there are. Nothing here waits, so that a service may read
 * documents, test the vendor's conditions, and change several, as one step.
 *
 * @typeParam Content - What documents contain, where a service keeps only one form of them.
 */
export class Documents<Content extends Properties = Properties> {
  readonly #tools: DocumentTools<Content>;
  readonly #collections = new Map<string, Collection<Content>>();
  readonly #watchers = new Set<(event: DocumentEvent<Content>) => void>();
  #latest = 0;

  constructor(tools: DocumentTools<Content>) {
    this.#tools = tools;
  }

  find(collection: string, { partition, id }: DocumentKey): StoredDocument<Content> | undefined {
    const found = this.#collection(collection).get(partition)?.documents.get(id);
    return found && this.#withoutExpired(collection, partition, [found])[0];
  }

  /** The documents of a partition, in the order of their ids' UTF-8 bytes. */
  inPartition(collection: string, name: string): readonly StoredDocument<Content>[] {
    return this.#withoutExpired(collection, name, this.#collection(collection).get(name)?.sorted.all() ?? []);
  }

  /** The documents of all partitions, in no certain order. */
  all(collection: string): readonly StoredDocument<Content>[] {
    return [...this.#collection(collection).keys()].flatMap((partition) => this.inPartition(collection, partition));
  }

  /**
   * Makes all changes or none, in their order, also when the process is killed meanwhile.
   * @returns what each has left: nothing of a document that was removed
   */
  change(
    collection: string,
    changes: readonly DocumentChange<Content>[],
  ): readonly (StoredDocument<Content> | undefined)[] {
    return this.changeIn(changes.map((change) => [collection, change]));
  }

  /** The same in several collections. */
  changeIn(
    changes: readonly (readonly [collection: string, change: DocumentChange<Content>])[],
  ): readonly (StoredDocument<Content> | undefined)[] {
    const events = new Map<string, DocumentEvent<Content>>();
    const left = changes.map(([collection, change]) => {
      const at = "put" in change ? change.put : change.remove;
      const key = keyOf(collection, at);
      const before = events.has(key) ? events.get(key)?.after : this.find(collection, at);
      const after = "put" in change ? this.#renewed(change, before) : undefined;
      events.set(key, { before, ...events.get(key), collection, after });
      return after;
    });
    const values = [...events].map(([key, { after }]) => [key, after && JSON.stringify(after)] as const);
    this.#tools.store.putValues(values);
    for (const event of events.values()) this.#keep(event);
    return left;
  }

  put(collection: string, key: DocumentKey, content: Content): StoredDocument<Content> {
    const [document] = this.change(collection, [{ put: key, content }]);
    if (document === undefined) throw new TypeError("A document that was put is not there.");
    return document;
  }

  /** Removes a document, if it is there. */
  remove(collection: string, key: DocumentKey): void {
    if (this.find(collection, key) !== undefined) this.change(collection, [{ remove: key }]);
  }

  /** Removes every document of a collection. */
  drop(collection: string): void {
    this.change(
      collection,
      this.all(collection).map((document) => ({ remove: document })),
    );
    this.#collections.delete(collection);
  }

  /** Calls back after each document that has changed. Answers a function that ends it. */
  watch(watcher: (event: DocumentEvent<Content>) => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  #renewed(
    { put, content }: Extract<DocumentChange<Content>, { put: unknown }>,
    before: StoredDocument<Content> | undefined,
  ): StoredDocument<Content> {
    const now = this.#tools.clock.now();
    // Not the one before even where the clock stands still, or was put back between two runs.
    this.#latest = Math.max(now * 1_000, this.#latest + 1, (before?.revision ?? 0) + 1);
    const { partition, id } = put;
    return { partition, id, content, revision: this.#latest, created: before?.created ?? now, modified: now };
  }

  #keep(event: DocumentEvent<Content>): void {
    const { collection, before, after } = event;
    const at = after ?? before;
    if (at === undefined) return;
    if (after === undefined) takeFrom(this.#collection(collection), at);
    else putInto(this.#collection(collection), after);
    for (const watcher of [...this.#watchers]) watcher(event);
  }

  /** Documents of one partition that have not expired. Those that have are removed now, when somebody looks for them. */
  #withoutExpired(
    collection: string,
    partition: string,
    documents: readonly StoredDocument<Content>[],
  ): readonly StoredDocument<Content>[] {
    const removal = this.#tools.removal?.(collection, partition);
    if (removal === undefined) return documents;
    const now = this.#tools.clock.now();
    const isExpired = (document: StoredDocument<Content>): boolean => (removal(document) ?? Infinity) <= now;
    const left = documents.filter((document) => !isExpired(document));
    if (left.length === documents.length) return left;
    const expired = documents.filter(isExpired);
    this.#tools.store.putValues(expired.map((document) => [keyOf(collection, document), undefined]));
    for (const before of expired) this.#keep({ collection, before, after: undefined });
    return left;
  }

  #collection(name: string): Collection<Content> {
    const existing = this.#collections.get(name);
    if (existing !== undefined) return existing;
    const collection: Collection<Content> = new Map();
    for (const text of this.#tools.store.values(`documents/${encodeURIComponent(name)}/`).values()) {
      putInto(collection, JSON.parse(text));
    }
    this.#collections.set(name, collection);
    return collection;
  }
}

function putInto<Content extends Properties>(collection: Collection<Content>, document: StoredDocument<Content>): void {
  const { documents, sorted } = collection.get(document.partition) ?? {
    documents: new Map(),
    sorted: new SortedItems<StoredDocument<Content>>((one, other) => compareUtf8(one.id, other.id)),
  };
  collection.set(document.partition, { documents, sorted });
  documents.set(document.id, document);
  sorted.put(document);
}

function takeFrom<Content extends Properties>(
  collection: Collection<Content>,
  document: StoredDocument<Content>,
): void {
  const found = collection.get(document.partition);
  found?.documents.delete(document.id);
  found?.sorted.remove(document);
  if (found?.sorted.isEmpty) collection.delete(document.partition);
}

/** Ids of collections and partitions are escaped, because ids may have slashes too. */
function keyOf(collection: string, { partition, id }: DocumentKey): string {
  return `documents/${encodeURIComponent(collection)}/${encodeURIComponent(partition)}/${id}`;
}
