import type { Names } from "../../spec/index.ts";

/** An item as it is kept, and its properties. */
export type Item = Readonly<Record<string, unknown>>;

/** What identifies an item: its partition, and where its table sorts items, what it is sorted by. */
export interface RecordKey {
  readonly partition: string;
  readonly sort?: string;
}

/** An item that a cloud keeps. */
export interface StoredRecord {
  readonly item: Item;
  readonly version: string;
  /** What its last write was marked with. */
  readonly stamp: string;
}

/** Under which condition a record is written: there is none; it has a version. One that has expired counts as none. */
export type Condition = "absent" | { readonly version: string };

/** A write of one record. */
export interface RecordWrite {
  readonly key: RecordKey;
  /** The item as it will be; nothing for one that is deleted. */
  readonly put?: Item;
  /** Marks the write, so that it is known again when its answer was lost. */
  readonly stamp: string;
  /** "absent" only with an item to put. @default none */
  readonly condition?: Condition;
}

/** The values of the properties of a record's key, and of the index that it was found by, by their names. */
export type Position = Readonly<Record<string, string>>;

/** Which records are wanted. */
export interface RangeQuery {
  /** The name of the index. @default the key of the table */
  readonly index?: string;
  /** The properties of the index or the key. */
  readonly names: Names;
  readonly partition: string;
  /** Both ends belong to it. @default all of the partition */
  readonly range: { readonly prefix: string } | { readonly from?: string; readonly to?: string };
  readonly descending: boolean;
  readonly limit: number;
  /** The record after which they begin. @default with the first */
  readonly after?: Position;
}

/** Records in their order. */
export interface FoundRecords {
  /** At most as many as were wanted, and at least one where it is not the end. */
  readonly records: readonly StoredRecord[];
  /** Whether there are no more. */
  readonly isEnd: boolean;
}

/**
 * What of a table is asked by who writes it: a bundle that only writes holds no more. It is asked for what it can do: keys, items and
 * conditions are right. It tries nothing again, and keeps expired records until the cloud removes them.
 * @throws TableError from each of its methods; whatever else they throw shows that it is not known what was done.
 */
export interface WritableStore {
  /** The records with up to 100 different keys, in their order. Reads what was written before. */
  read(keys: readonly RecordKey[]): Promise<readonly (StoredRecord | undefined)[]>;
  /** Makes one write. @returns the version that the record has now */
  write(write: RecordWrite): Promise<string>;
  /** Makes all writes of different records of one partition, or none. */
  transact(writes: readonly RecordWrite[]): Promise<void>;
  /**
   * Adds to a counter, unless it would be beyond what one can be.
   * @returns what the counter is now
   * @throws TableError also `Conflict`, for a counter that stays as it is
   */
  add(key: RecordKey, counter: string, by: number): Promise<number>;
}

/** A table as one cloud keeps it. */
export interface TableStore extends WritableStore {
  /** Those of a partition of the table read what was written before; those of an index may lag behind. */
  find(query: RangeQuery): Promise<FoundRecords>;
  /** The counters beside a record, those that were raised. */
  counters(key: RecordKey): Promise<Readonly<Record<string, number>>>;
}

/** A table of another program, which can only be read. */
export type TableReader = Pick<TableStore, "read" | "find" | "counters">;
