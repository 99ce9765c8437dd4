import { createHash } from "node:crypto";
import type { Clock, Code, Store } from "../../contract.ts";
import { type ListRequest, type ObjectPage, pageOf } from "./listing.ts";
import type { ObjectDescription, StoredObject } from "./object.ts";

export type { ListRequest, ObjectPage } from "./listing.ts";
export type { ObjectDescription, StoredObject } from "./object.ts";
export { type PreconditionResult, type Preconditions, testPreconditions } from "./preconditions.ts";
export { type ByteRange, parseRange } from "./ranges.ts";

export interface ObjectEvent {
  readonly kind: "created" | "removed";
  readonly object: StoredObject;
}

export interface ObjectTools {
  readonly clock: Pick<Clock, "now">;
  readonly store: Pick<Store, "getValue" | "putValue" | "values">;
  readonly code: Pick<Code, "put" | "files">;
}

/** The only file in an object's content: its bytes. */
const file = "bytes";

/**
 * Buckets of objects, stored, so that they outlive a restart. A bucket has an id that is unique across all clouds, and is not
 * created here: the vendor's service knows which buckets exist. All methods are synchronous, so that a service can find an
 * object, test the vendor's preconditions, and change it in one step.
 */
export class Objects {
  readonly #tools: ObjectTools;
  readonly #watchers = new Set<(event: ObjectEvent) => void>();
  #latest = 0;

  constructor(tools: ObjectTools) {
    this.#tools = tools;
  }

  /** Stores bytes under a name, and replaces what is there. */
  put(bucket: string, name: string, bytes: Uint8Array, description: ObjectDescription = {}): StoredObject {
    const now = this.#tools.clock.now();
    const object = this.#keep({
      ...{ bucket, name, description },
      content: this.#tools.code.put(new Map([[file, bytes]])),
      size: bytes.byteLength,
      md5: createHash("md5").update(bytes).digest("base64"),
      ...{ generation: this.#nextGeneration(bucket, name), revision: 1, created: now, modified: now },
    });
    this.#tell({ kind: "created", object });
    return object;
  }

  /** Replaces the description and keeps the bytes. */
  describe(object: StoredObject, description: ObjectDescription): StoredObject {
    const { revision } = object;
    return this.#keep({ ...object, description, revision: revision + 1, modified: this.#tools.clock.now() });
  }

  find(bucket: string, name: string): StoredObject | undefined {
    const stored = this.#tools.store.getValue(keyOf(bucket, name));
    return stored === undefined ? undefined : JSON.parse(stored);
  }

  bytesOf({ content }: Pick<StoredObject, "content">): Uint8Array {
    return this.#tools.code.files(content).get(file) ?? new Uint8Array();
  }

  /** A page of a bucket's objects, by name. */
  list(bucket: string, request: ListRequest = {}): ObjectPage {
    const stored = this.#tools.store.values(keyOf(bucket, request.prefix ?? "")).values();
    const objects = [...stored].map((text): StoredObject => JSON.parse(text));
    return pageOf(objects, request);
  }

  /** Removes the object of this name, if it exists. */
  remove(bucket: string, name: string): void {
    const object = this.find(bucket, name);
    if (object === undefined) return;
    this.#tools.store.putValue(keyOf(bucket, name), undefined);
    this.#tell({ kind: "removed", object });
  }

  /** Removes every object of a bucket. */
  drop(bucket: string): void {
    for (const { name } of this.list(bucket).objects) this.remove(bucket, name);
  }

  /** Calls back after each object that is put or removed. Returns a function that ends it. */
  watch(watcher: (event: ObjectEvent) => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  /** Greater than the one before even if the clock stands still, or was set back between two runs. */
  #nextGeneration(bucket: string, name: string): number {
    const before = this.find(bucket, name)?.generation ?? 0;
    this.#latest = Math.max(this.#tools.clock.now() * 1_000, this.#latest + 1, before + 1);
    return this.#latest;
  }

  #keep(object: StoredObject): StoredObject {
    this.#tools.store.putValue(keyOf(object.bucket, object.name), JSON.stringify(object));
    return object;
  }

  #tell(event: ObjectEvent): void {
    for (const watcher of [...this.#watchers]) watcher(event);
  }
}

/** Ids of buckets are escaped, because names of objects may contain slashes. */
function keyOf(bucket: string, name: string): string {
  return `objects/${encodeURIComponent(bucket)}/${name}`;
}
