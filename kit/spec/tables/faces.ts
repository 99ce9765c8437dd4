/** An item as it was read. */
export interface Stored<T> {
  readonly value: T;
  /** Another one after each write: for `ifVersion`. Means nothing on another cloud. Empty for what another program has put into DynamoDB or D1. */
  readonly version: string;
}

type Values<T, N> = { readonly [P in N & keyof T]: NonNullable<T[P]> };

/** What identifies an item. */
export type KeyOf<T, K> = Values<T, K extends readonly (infer N)[] ? N : K>;

/** The first property of a key or an index, with its value. */
type PartitionOf<T, K> = Values<T, K extends readonly [infer N, unknown] ? N : K>;

/** Which page of several items is wanted. */
export interface PageOptions {
  /** How many items at most: 1 to 1,000. @default 100 */
  readonly limit?: number;
  /** Where the page before ended, as it said: only for the same question. @default the first page */
  readonly cursor?: string;
}

/** Which of the items are wanted, by what they are sorted by, and in which order. */
export type RangeOptions = PageOptions & {
  /** @default "ascending" by UTF-8 bytes */
  readonly order?: "ascending" | "descending";
} & (
    | { readonly prefix?: string; readonly from?: never; readonly to?: never }
    | { readonly prefix?: never; readonly from?: string; readonly to?: string }
  );

/** Some of the items that were asked for. */
export interface Page<T> {
  readonly items: readonly Stored<T>[];
  /** Where the next page begins. @default this is the last one */
  readonly cursor?: string;
}

/** Pages of items: await it for one, iterate it for all. */
export interface Pages<T> extends Promise<Page<T>>, AsyncIterable<Page<T>> {}

type Asked<K> = K extends readonly [unknown, unknown] ? RangeOptions : PageOptions;

/** What items of a partition are asked for, where there are several. */
interface Queries<T, K> {
  /**
   * The items of a partition, in the order of what they are sorted by. Reads what was written before.
   * @throws TableError `Invalid` for a cursor of another question, `Throttled`, `Denied`, `NotFound` or `Unavailable`.
   */
  query(partition: PartitionOf<T, K>, options?: RangeOptions): Pages<T>;
}

/** Says whether a table is there. */
interface Checks {
  /**
   * Asks whether the table can be reached, for a health check: reads one key, or, where the link may only write, asks for a deletion under a
   * condition that is never met. Changes nothing. Says nothing of the other verb, or of the indexes.
   * @throws TableError `Throttled`, `Denied`, `NotFound` or `Unavailable`.
   */
  check(): Promise<void>;
}

/** Reads a table. */
export type Reads<T, K, I, C> = Checks &
  (K extends readonly [unknown, unknown] ? Queries<T, K> : unknown) & {
    /**
     * The item with a key, unless it has expired. Reads what was written before.
     * @throws TableError `Invalid`, `Throttled`, `Denied`, `NotFound` or `Unavailable`.
     */
    get(key: KeyOf<T, K>): Promise<Stored<T> | undefined>;
    /**
     * The items with up to 100 keys, in their order.
     * @throws TableError as `get`.
     */
    getMany(keys: readonly KeyOf<T, K>[]): Promise<readonly (Stored<T> | undefined)[]>;
    /**
     * The items with a value of an index, in the order of what the index sorts by; those that are alike there, and those of an index that
     * sorts by nothing, in no certain order. What was written in the last moments may be missing.
     * @throws TableError as `query`.
     */
    queryIndex<N extends keyof I & string>(index: N, partition: PartitionOf<T, I[N]>, options?: Asked<I[N]>): Pages<T>;
  } & ([C] extends [never]
    ? unknown
    : {
        /** The counters beside an item, whether there is an item or not. @throws TableError as `get`. */
        counters(key: KeyOf<T, K>): Promise<{ readonly [N in C & string]: number }>;
      });

/** Under which condition an item is written. */
export type PutOptions =
  | {
      /** Only where there is no item with its key, or one that has expired. @default either way */
      readonly ifAbsent?: boolean;
      readonly ifVersion?: never;
    }
  | {
      readonly ifAbsent?: never;
      /** Only where the item has this version. @default either way */
      readonly ifVersion?: string;
    };

/** Under which condition an item is deleted. */
export interface DeleteOptions {
  /** Only where the item has this version. @default either way, also where there is none */
  readonly ifVersion?: string;
  /** What is deleted whether it is there or not is not asked to be absent. @default it cannot be given */
  readonly ifAbsent?: never;
}

/** One of several writes. */
export type Write<T, K> = ({ readonly put: T } & PutOptions) | ({ readonly delete: KeyOf<T, K> } & DeleteOptions);

/** An item that was written. */
export interface Written {
  readonly version: string;
}

/** Writes a table. */
export type Writes<T, K, I, C> = Checks &
  (K extends readonly [unknown, unknown]
    ? {
        /**
         * Makes all of up to 25 writes, with at most 1 MB together, or none. Each is of another item of the partition.
         * @throws TableError `Conflict` with the `index` of a write whose condition is not met, or as `put`.
         */
        transact(partition: PartitionOf<T, K>, writes: readonly Write<T, K>[]): Promise<void>;
      }
    : unknown) & {
    /**
     * Writes a whole item, in place of the one with its key. Its counters stay.
     * @throws TableError `Conflict` when the condition is not met, `TooLarge` or `Invalid` for what not all clouds can keep, `Throttled`, `Denied`,
     * `NotFound`, or `Unavailable`, whose `applied` says whether it may have been written.
     */
    put(item: T, options?: PutOptions): Promise<Written>;
    /**
     * Deletes an item, and its counters.
     * @throws TableError as `put`.
     */
    delete(key: KeyOf<T, K>, options?: DeleteOptions): Promise<void>;
    /**
     * Reads an item, has it changed, and writes it, again from the beginning while somebody else has written it meanwhile: up to 10 times.
     * Needs a link that may read, too.
     * @param change - Answers another item with the same key, or the same object to leave it as it is. May be called several times.
     * @returns the item as it is now; nothing where there is none
     * @throws TableError `Conflict` when others were faster each time, or as `put`.
     */
    update(
      this: Pick<Reads<T, K, I, C>, "get">,
      key: KeyOf<T, K>,
      change: (value: T) => T | Promise<T>,
    ): Promise<Stored<T> | undefined>;
    /**
     * Makes many writes, each by itself, some of them at the same time.
     * @throws NotAllWritten when some were not made, with those that were.
     */
    writeMany(writes: readonly Write<T, K>[]): Promise<void>;
  } & ([C] extends [never]
    ? unknown
    : {
        /**
         * Adds to a counter beside an item, whether there is an item or not. It begins at 0, and goes from -(2^53 - 1) to 2^53 - 1, which are
         * 9,007,199,254,740,991. Never tried again when it is not known whether it was done.
         * @param by - A whole number in the same range. @default 1
         * @returns what the counter is now
         * @throws TableError `Invalid` where the counter would go beyond its range, and stays as it is; or as `put`.
         */
        increment(key: KeyOf<T, K>, counter: C, by?: number): Promise<number>;
      });
