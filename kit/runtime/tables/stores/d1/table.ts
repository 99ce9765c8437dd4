import type { TableLayout } from "../../../../spec/index.ts";
import { tableLimits } from "../../../../spec/tables/limits.ts";
import { conflictOf, TableError } from "../../errors.ts";
import type { FoundRecords, RangeQuery, RecordKey, RecordWrite, StoredRecord, TableStore } from "../../store.ts";
import { type DatabaseBinding, type Row, run, type Statement } from "./binding.ts";
import { columnOf, migrate } from "./schema.ts";
import { isFull, own, selectItems, selectRange } from "./select.ts";

const valuesOf = ({ partition, sort = "" }: RecordKey): readonly [partition: string, sort: string] => [partition, sort];

const toRecord = ({ item, stamp }: Row): StoredRecord => ({
  item: JSON.parse(String(item)),
  version: String(stamp),
  stamp: String(stamp),
});

/** Now, as items say when they expire. */
const now = (): number => Date.now() / 1_000;

const put =
  "INSERT INTO items (partition, sort, item, stamp) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET item = excluded.item, stamp = excluded.stamp";

const add = `INSERT INTO counters VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET value = value + excluded.value WHERE abs(value + excluded.value) <= ${tableLimits.counter} RETURNING value`;

/** Holds for an item that has not expired. */
const unlessOver = (expires: string): string => `ifnull(${columnOf("number", expires)} > ?, true)`;

/** The values that say which version is wanted, if one is: one that has expired counts as none until it is deleted. */
function versionOf(condition: RecordWrite["condition"], expires: string | undefined): readonly (string | number)[] {
  if (condition === undefined || condition === "absent") return [];
  return expires === undefined ? [condition.version] : [condition.version, now()];
}

/** A write, which returns a row when its condition is met. */
function toStatement({ key, put: item, stamp, condition }: RecordWrite, { expires }: TableLayout): Statement {
  const at = valuesOf(key);
  const version = versionOf(condition, expires);
  const ifVersion =
    version.length === 0 ? "" : ` AND stamp = ?${expires === undefined ? "" : ` AND ${unlessOver(expires)}`}`;
  const where = `WHERE partition = ? AND sort = ?${ifVersion} RETURNING stamp`;
  if (item === undefined) return { sql: `DELETE FROM items ${where}`, values: [...at, ...version] };
  const values = [JSON.stringify(item), stamp];
  if (version.length > 0) {
    return { sql: `UPDATE items SET item = ?, stamp = ? ${where}`, values: [...values, ...at, ...version] };
  }
  const all = [...at, ...values];
  if (condition === undefined) return { sql: put, values: all };
  if (expires === undefined) return { sql: `${put} WHERE false RETURNING stamp`, values: all };
  return { sql: `${put} WHERE ${columnOf("number", expires)} <= ? RETURNING stamp`, values: [...all, now()] };
}

/** Fails a transaction in which the write before has changed nothing: SQLite says which path of JSON it is that it cannot read. */
const guard = (index: number): Statement => ({
  sql: `SELECT iif(changes() = 1, 1, json_extract('{}', 'unmet condition of write ${index}'))`,
  values: [],
});

/** The place of the write that a transaction has failed for, if it has failed for one. */
function unmetOf(error: unknown): number | undefined {
  const [, index] = (error instanceof TableError && /unmet condition of write (\d+)/.exec(error.message)) || [];
  return index === undefined ? undefined : Number(index);
}

/** Says of what failed before a write that the write was not made. */
function failBefore(error: unknown): never {
  throw error instanceof TableError ? new TableError(error.code, error.message, { cause: error }) : error;
}

/** How many expired items are deleted together. Whatever else is asked waits meanwhile: https://developers.cloudflare.com/d1/platform/limits/ */
const mostExpired = 1_000;

/** A table in a database of D1: items as JSON, with a column for each property that they are found by. */
export class D1Table implements TableStore {
  readonly #database: DatabaseBinding;
  readonly #layout: TableLayout;
  #isMigrated = false;
  /** How many items that will expire were put. */
  #expiring = 0;

  constructor(database: DatabaseBinding, layout: TableLayout) {
    this.#database = database;
    this.#layout = layout;
  }

  async read(keys: readonly RecordKey[]): Promise<readonly (StoredRecord | undefined)[]> {
    const [first, ...others] = keys;
    if (first === undefined || others.length > 0) return this.#readMany(keys);
    const sql = "SELECT item, stamp FROM items WHERE partition = ? AND sort = ?";
    const [row] = await this.#rows({ sql, values: valuesOf(first) });
    return [row && toRecord(row)];
  }

  async find(query: RangeQuery): Promise<FoundRecords> {
    const rows = await this.#rows(selectRange(query, this.#layout));
    return { records: rows.map(toRecord), isEnd: rows.length < query.limit && !isFull(rows) };
  }

  async write(write: RecordWrite): Promise<string> {
    const { condition, stamp } = write;
    const besides = this.#besides([write]);
    if (besides.length > 0) {
      await this.#together([write], besides);
      return stamp;
    }
    const rows = await this.#rows(toStatement(write, this.#layout));
    if (condition !== undefined && rows.length === 0) throw conflictOf(condition);
    return stamp;
  }

  async transact(writes: readonly RecordWrite[]): Promise<void> {
    await this.#together(writes, this.#besides(writes));
  }

  async counters(key: RecordKey): Promise<Readonly<Record<string, number>>> {
    const sql = "SELECT name, value FROM counters WHERE partition = ? AND sort = ?";
    const rows = await this.#rows({ sql, values: valuesOf(key) });
    return Object.fromEntries(rows.map(({ name, value }) => [name, Number(value)]));
  }

  async add(key: RecordKey, counter: string, by: number): Promise<number> {
    const [row] = await this.#rows({ sql: add, values: [...valuesOf(key), counter, by] });
    if (row === undefined) throw conflictOf(undefined);
    return Number(row.value);
  }

  async #readMany(keys: readonly RecordKey[]): Promise<readonly (StoredRecord | undefined)[]> {
    const found = new Map<number, StoredRecord>();
    for (let next = 0; next < keys.length; ) {
      const left = keys.slice(next).map((key, at) => [next + at, ...valuesOf(key)]);
      const rest =
        "FROM json_each(?) AS asked JOIN items ON partition = asked.value ->> 1 AND sort = asked.value ->> 2 ORDER BY asked.key";
      const sql = selectItems("asked.key", rest, left.length, {
        ...own,
        columns: `asked.value ->> 0 AS at, ${own.columns}`,
      });
      const rows = await this.#rows({ sql, values: [JSON.stringify(left)] });
      for (const row of rows) found.set(Number(row.at), toRecord(row));
      next = isFull(rows) ? Number(rows.at(-1)?.at) + 1 : keys.length;
    }
    return keys.map((_, at) => found.get(at));
  }

  /** Makes writes and what is done together with them, all or nothing. */
  async #together(writes: readonly RecordWrite[], besides: readonly Statement[]): Promise<void> {
    const statements = writes.flatMap((write, index) => {
      const statement = toStatement(write, this.#layout);
      return write.condition === undefined ? [statement] : [statement, guard(index)];
    });
    try {
      await this.#run([...statements, ...besides]);
    } catch (error) {
      const index = unmetOf(error);
      throw index === undefined ? error : conflictOf(writes[index]?.condition, index);
    }
  }

  /** What is done together with writes: the counters of deleted items are deleted, and now and then items that have expired. */
  #besides(writes: readonly RecordWrite[]): readonly Statement[] {
    const { counters, expires } = this.#layout;
    const deleted = counters.length === 0 ? [] : writes.filter((write) => write.put === undefined);
    const sql = "DELETE FROM counters WHERE (partition, sort) IN (SELECT value ->> 0, value ->> 1 FROM json_each(?))";
    const keys = JSON.stringify(deleted.map(({ key }) => valuesOf(key)));
    return [
      ...(deleted.length === 0 ? [] : [{ sql, values: [keys] }]),
      ...(expires !== undefined && this.#isDue(writes, expires) ? [this.#sweep(expires)] : []),
    ];
  }

  /**
   * Whether to delete items that have expired, which D1 does not do by itself: with the first item that will expire, and with each
   * thousandth after it. So whoever writes such items deletes at least as many.
   */
  #isDue(writes: readonly RecordWrite[], expires: string): boolean {
    const before = Math.ceil(this.#expiring / mostExpired);
    this.#expiring += writes.filter(({ put: item }) => item?.[expires] !== undefined).length;
    return Math.ceil(this.#expiring / mostExpired) > before;
  }

  #sweep(expires: string): Statement {
    const some = `SELECT partition, sort FROM items WHERE ${columnOf("number", expires)} <= ? LIMIT ${mostExpired}`;
    return { sql: `DELETE FROM items WHERE (partition, sort) IN (${some})`, values: [now()] };
  }

  async #rows(statement: Statement): Promise<readonly Row[]> {
    const [rows = []] = await this.#run([statement]);
    return rows;
  }

  /** Runs statements, the first of them when the database has all that the table needs. */
  async #run(statements: readonly Statement[]): Promise<readonly (readonly Row[])[]> {
    // Each for itself until one is done: a promise of another request never settles when that is cancelled. https://github.com/panva/jose/issues/355
    if (!this.#isMigrated) await migrate(this.#database, this.#layout).catch(failBefore);
    this.#isMigrated = true;
    try {
      return await run(this.#database, statements);
    } catch (error) {
      // Perhaps somebody has restored the database to a time before that: https://developers.cloudflare.com/d1/reference/time-travel/
      if (error instanceof TableError && error.code === "NotFound") this.#isMigrated = false;
      throw error;
    }
  }
}
