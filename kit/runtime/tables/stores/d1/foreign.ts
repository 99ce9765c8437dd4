import type { TableLayout } from "../../../../spec/index.ts";
import { refuse, TableError } from "../../errors.ts";
import { requirePlace } from "../../foreign.ts";
import { keyText } from "../../keys.ts";
import type { FoundRecords, RangeQuery, RecordKey, StoredRecord, TableReader } from "../../store.ts";
import { toRecordKey } from "../../values.ts";
import { type DatabaseBinding, type Row, run, type Statement } from "./binding.ts";
import { isFull, most as mostBytes, selectItems, selectSorted, sum, type Wanted } from "./select.ts";

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** A column of the table, which statements call `kept`: what has a name of its own is never taken for a text. https://www.sqlite.org/quirks.html#double_quoted_string_literals_are_accepted */
const columnOf = (name: string): string => `kept.${quoted(name)}`;

/** By bytes, whichever way the owner wants it compared: https://www.sqlite.org/datatype3.html#collating_sequences */
const byBytes = (name: string): string => `${columnOf(name)} COLLATE BINARY`;

/** Whether a column keeps texts as they are: what looks like a number becomes one in others. https://www.sqlite.org/datatype3.html#determination_of_column_affinity */
const keepsTexts = (type: string): boolean => !/INT/i.test(type) && /^$|CHAR|CLOB|TEXT|BLOB/i.test(type);

/** A sum that is nested as little as possible: https://developers.cloudflare.com/d1/platform/limits/ */
function sumOf(terms: readonly string[]): string {
  const half = Math.ceil(terms.length / 2);
  return terms.length < 2 ? terms.join() : `(${sumOf(terms.slice(0, half))} + ${sumOf(terms.slice(half))})`;
}

/** "Maximum string, BLOB or table row size", and the columns of a table or an answer: https://developers.cloudflare.com/d1/platform/limits/ */
const largest = { row: 2_000_000, columns: 100 } as const;
const few = Math.floor(mostBytes / largest.row);

/** Bytes are lists in an answer, longer than they are: `quote` writes them with two letters each, and has a text for all else. */
const wantedOf = (types: ReadonlyMap<string, string>): Wanted => ({
  columns: "kept.*",
  size: sumOf([...types.keys()].map((name) => `octet_length(quote(${columnOf(name)}))`)),
  few,
});

/** One of more has no column left for its bytes. */
const mostRows = ({ size }: ReadonlyMap<string, string>): number =>
  size < largest.columns ? Number.POSITIVE_INFINITY : few;

const valuesOf = ({ partition, sort }: RecordKey): readonly string[] => [
  partition,
  ...(sort === undefined ? [] : [sort]),
];

/** What D1 returns of a row: https://developers.cloudflare.com/d1/worker-api/#type-conversion */
function toRecord({ [sum]: _, ...item }: Row): StoredRecord {
  // Nothing marks a write but Fourfold.
  return { item, version: "", stamp: "" };
}

/** A table of D1 that Fourfold has not made: an item is a row. */
export class ForeignTable implements TableReader {
  readonly #database: DatabaseBinding;
  readonly #name: string;
  readonly #layout: TableLayout;
  /** The types of its columns, as its owner has declared them. */
  #types: ReadonlyMap<string, string> | undefined;

  constructor(database: DatabaseBinding, name: string, layout: TableLayout) {
    this.#database = database;
    this.#name = name;
    this.#layout = layout;
  }

  async read(keys: readonly RecordKey[]): Promise<readonly (StoredRecord | undefined)[]> {
    const { key } = this.#layout;
    const types = await this.#typesWith(key);
    const most = mostRows(types);
    const found = new Map<string, StoredRecord>();
    const same = key.map((name, at) => `${byBytes(name ?? "")} = asked.value ->> ${at}`).join(" AND ");
    for (let left = keys; left.length > 0; ) {
      const some = left.slice(0, most);
      const rest = `FROM json_each(?) AS asked JOIN ${this.#table} ON ${same} ORDER BY asked.key LIMIT ${some.length}`;
      const sql = selectItems("asked.key", rest, some.length, wantedOf(types));
      const rows = await this.#rows({ sql, values: [JSON.stringify(some.map(valuesOf))] });
      const texts = rows.map((row) => {
        const record = toRecord(row);
        const text = keyText(toRecordKey(key, record.item));
        found.set(text, record);
        return text;
      });
      const last = some.findIndex((each) => keyText(each) === texts.at(-1));
      left = left.slice(isFull(rows) ? last + 1 : some.length);
    }
    return keys.map((each) => found.get(keyText(each)));
  }

  async find(query: RangeQuery): Promise<FoundRecords> {
    const {
      names: [name, sort],
    } = query;
    const { key } = this.#layout;
    const types = await this.#typesWith([name, sort, ...key]);
    const others = [...new Set([sort, ...key])].filter((each) => each !== undefined && each !== name);
    const places = others.length === 0 ? [name] : others;
    const limit = Math.min(query.limit, mostRows(types));
    const statement = selectSorted(
      { ...query, limit },
      {
        table: this.#table,
        partition: byBytes(name),
        places: new Map(places.map((each = "") => [byBytes(each), each])),
        // Neither NULL, which is in no index, nor an empty text, which no index of ours takes.
        isThere: "<> ''",
        wanted: wantedOf(types),
        beginsByFirst: true,
      },
    );
    const rows = await this.#rows(statement);
    const records = rows.map(toRecord);
    for (const { item } of records) requirePlace(item, places, this.#name);
    return { records, isEnd: rows.length < limit && !isFull(rows) };
  }

  /** There are none: they would be written. */
  async counters(): Promise<Readonly<Record<string, number>>> {
    return {};
  }

  get #table(): string {
    return `${quoted(this.#name)} AS kept`;
  }

  /**
   * The types of all columns.
   * @param names - Those that texts are compared with.
   * @throws TableError `Invalid` naming a column that has none, or does not keep them
   */
  async #typesWith(names: readonly (string | undefined)[]): Promise<ReadonlyMap<string, string>> {
    // Each for itself until one is done: a promise of another request never settles when that is cancelled.
    this.#types ??= await this.#describe();
    for (const name of names) {
      const type = name === undefined ? "" : this.#types.get(name);
      if (type === undefined)
        refuse(`"${this.#name}" has no column "${name}": names are those of its owner, letter by letter.`);
      if (keepsTexts(type)) continue;
      const what = `the column "${name}" of "${this.#name}" is of the type ${type}, in which SQLite makes numbers of what looks like one`;
      refuse(`${what}: a key or an index needs a column of type TEXT, which a view can have.`);
    }
    return this.#types;
  }

  async #describe(): Promise<ReadonlyMap<string, string>> {
    // https://developers.cloudflare.com/d1/sql-api/sql-statements/
    const rows = await this.#rows({ sql: `PRAGMA table_xinfo(${quoted(this.#name)})`, values: [] });
    if (rows.length === 0) throw new TableError("NotFound", `the database has no table "${this.#name}".`);
    return new Map(rows.map(({ name, type }) => [String(name), String(type)]));
  }

  async #rows(statement: Statement): Promise<readonly Row[]> {
    try {
      const [rows = []] = await run(this.#database, [statement]);
      return rows;
    } catch (error) {
      // Perhaps its owner has changed it.
      this.#types = undefined;
      throw error;
    }
  }
}
