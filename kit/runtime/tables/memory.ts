import type { TableLayout } from "../../spec/index.ts";
import { conflictOf } from "./errors.ts";
import { isMet } from "./expiry.ts";
import { keyText } from "./keys.ts";
import { inByteOrder } from "./order.ts";
import type { FoundRecords, Position, RangeQuery, RecordKey, RecordWrite, StoredRecord, TableStore } from "./store.ts";

/** A table in memory: what the others are compared with, and what tests use. */
export class MemoryTable implements TableStore {
  readonly #layout: TableLayout;
  readonly #records = new Map<string, StoredRecord>();
  readonly #counters = new Map<string, Record<string, number>>();
  #writes = 0;

  constructor(layout: TableLayout) {
    this.#layout = layout;
  }

  async read(keys: readonly RecordKey[]): Promise<readonly (StoredRecord | undefined)[]> {
    return keys.map((key) => structuredClone(this.#records.get(keyText(key))));
  }

  async find({ names, partition, range, descending, limit, after }: RangeQuery): Promise<FoundRecords> {
    const [name, sort] = names;
    const { key } = this.#layout;
    const sortedBy = [...new Set([sort, ...key])].filter((each) => each !== undefined);
    const compare = (one: Position, other: Position): number => {
      const by = sortedBy.find((each) => one[each] !== other[each]);
      const order = by === undefined ? 0 : inByteOrder(one[by] ?? "", other[by] ?? "");
      return descending ? -order : order;
    };
    const positionOf = ({ item }: StoredRecord): Position =>
      Object.fromEntries(sortedBy.map((each) => [each, String(item[each])]));
    const isWanted = ({ item }: StoredRecord): boolean => {
      if (item[name] !== partition) return false;
      const value = sort === undefined ? undefined : item[sort];
      if (sort !== undefined && typeof value !== "string") return false;
      if ("prefix" in range) return typeof value === "string" && value.startsWith(range.prefix);
      const { from, to } = range;
      return (
        (from === undefined || inByteOrder(String(value), from) >= 0) &&
        (to === undefined || inByteOrder(String(value), to) <= 0)
      );
    };
    const wanted = [...this.#records.values()].filter(isWanted);
    const sorted = wanted.toSorted((one, other) => compare(positionOf(one), positionOf(other)));
    const left = after === undefined ? sorted : sorted.filter((record) => compare(positionOf(record), after) > 0);
    return { records: structuredClone(left.slice(0, limit)), isEnd: left.length <= limit };
  }

  async write(write: RecordWrite): Promise<string> {
    this.#check(write);
    return this.#make(write);
  }

  async transact(writes: readonly RecordWrite[]): Promise<void> {
    for (const [index, write] of writes.entries()) this.#check(write, index);
    for (const write of writes) this.#make(write);
  }

  async counters(key: RecordKey): Promise<Readonly<Record<string, number>>> {
    return this.#counters.get(keyText(key)) ?? {};
  }

  async add(key: RecordKey, counter: string, by: number): Promise<number> {
    const counters = this.#counters.get(keyText(key)) ?? {};
    const now = (counters[counter] ?? 0) + by;
    if (!Number.isSafeInteger(now)) throw conflictOf(undefined);
    this.#counters.set(keyText(key), { ...counters, [counter]: now });
    return now;
  }

  /** @throws TableError `Conflict` */
  #check({ key, condition }: RecordWrite, index?: number): void {
    if (!isMet(condition, this.#records.get(keyText(key)), this.#layout)) throw conflictOf(condition, index);
  }

  #make({ key, put, stamp }: RecordWrite): string {
    const text = keyText(key);
    if (put === undefined) {
      this.#records.delete(text);
      this.#counters.delete(text);
      return "";
    }
    this.#writes += 1;
    const version = String(this.#writes);
    // What a handler does to an object that it has put or read is not done to the table.
    this.#records.set(text, { item: structuredClone(put), version, stamp });
    return version;
  }
}
