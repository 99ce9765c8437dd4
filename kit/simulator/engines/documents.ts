import type { Clock, Properties, Store } from "../contract.ts";

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
  /** When a document is removed because its time is over, in epoch milliseconds. Asked at each use. @default never */
  removal?(collection: string, document: StoredDocument<Content>): number | undefined;
}

/** Ids in the order of their UTF-8 bytes, which is not that of JavaScript's strings. */
const inOrder = (one: StoredDocument, other: StoredDocument): number =>
  Buffer.compare(Buffer.from(one.id), Buffer.from(other.id));

interface Partition<Content extends Properties> {
  readonly documents: Map<string, StoredDocument<Content>>;
  /** The same in order, until a document is added or removed. */
  ordered?: readonly StoredDocument<Content>[];
}

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
    return found === undefined ? undefined : this.#unlessOver(collection, found);
  }

  /** The documents of a partition, in the order of their ids' UTF-8 bytes. */
  inPartition(collection: string, name: string): readonly StoredDocument<Content>[] {
    const partition = this.#collection(collection).get(name);
    if (partition === undefined) return [];
    partition.ordered ??= [...partition.documents.values()].sort(inOrder);
    return partition.ordered.filter((document) => this.#unlessOver(collection, document) !== undefined);
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
      events.set(key, { collection, before: events.get(key)?.before ?? before, after });
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
    const partitions = this.#collection(collection);
    const partition: Partition<Content> = partitions.get(at.partition) ?? { documents: new Map() };
    partitions.set(at.partition, partition);
    if (after === undefined) partition.documents.delete(at.id);
    else partition.documents.set(at.id, after);
    delete partition.ordered;
    for (const watcher of [...this.#watchers]) watcher(event);
  }

  /** A document whose time is over is removed when somebody looks for it. */
  #unlessOver(collection: string, document: StoredDocument<Content>): StoredDocument<Content> | undefined {
    const removal = this.#tools.removal?.(collection, document);
    if (removal === undefined || removal > this.#tools.clock.now()) return document;
    this.#tools.store.putValues([[keyOf(collection, document), undefined]]);
    this.#keep({ collection, before: document, after: undefined });
    return undefined;
  }

  #collection(name: string): Collection<Content> {
    const existing = this.#collections.get(name);
    if (existing !== undefined) return existing;
    const collection: Collection<Content> = new Map();
    for (const text of this.#tools.store.values(`documents/${encodeURIComponent(name)}/`).values()) {
      const document: StoredDocument<Content> = JSON.parse(text);
      const partition = collection.get(document.partition) ?? { documents: new Map() };
      collection.set(document.partition, partition);
      partition.documents.set(document.id, document);
    }
    this.#collections.set(name, collection);
    return collection;
  }
}

/** Ids of collections and partitions are escaped, because ids may have slashes too. */
function keyOf(collection: string, { partition, id }: DocumentKey): string {
  return `documents/${encodeURIComponent(collection)}/${encodeURIComponent(partition)}/${id}`;
}
