import assert from "node:assert/strict";
import fc from "fast-check";
import type { TableLayout } from "fourfold";
import { type LooseTable, pagesOf } from "../../../../kit/conformance/tables/target.ts";
import { open } from "../../../../kit/runtime/drivers/table/bound/cloudflare.ts";
import { open as openOwn } from "../../../../kit/runtime/drivers/table/cloudflare.ts";
import { type Driver, openLinks } from "../../../../kit/runtime/links.ts";
import { inByteOrder } from "../../../../kit/runtime/tables/order.ts";
import { refused } from "../refused.ts";
import { LocalDatabase } from "./database.ts";

const byStatus = { key: ["id"], indexes: { byStatus: ["status", "at"] } } as const;

describe("a table of D1 that Fourfold has not made", () => {
  let database: LocalDatabase;
  beforeEach(() => {
    database = new LocalDatabase();
  });

  /** The table as a function in an isolate of its own is handed it. */
  function openTable(layout: Partial<TableLayout>, name = "people", driver: Driver = open): LooseTable {
    const whole = { key: ["id"], indexes: {}, counters: [], foreign: name, ...layout };
    const environment = {
      FOURFOLD_THINGS: JSON.stringify({ address: "FOURFOLD_THINGS_DATABASE", layout: whole }),
      FOURFOLD_THINGS_DATABASE: database,
    };
    const link = { kind: "table", verbs: ["read", "write"] } as const;
    const { handed } = openLinks('Function "api"', { things: link }, { table: driver }, environment);
    return handed.things as LooseTable;
  }

  /** Makes the table, with rows of texts. */
  function make(columns: string, ...rows: readonly (readonly (string | number | null)[])[]): void {
    database.sqlite.exec(`CREATE TABLE people (${columns})`);
    for (const row of rows) {
      database.sqlite.prepare(`INSERT INTO people VALUES (${row.map(() => "?").join(", ")})`).run(...row);
    }
  }

  const idsIn = async (table: LooseTable, options: object = {}): Promise<readonly unknown[]> => {
    const found: unknown[] = [];
    const ask = (cursor?: object) => table.queryIndex("byStatus", { status: "open" }, { ...options, ...cursor });
    for await (const { items } of pagesOf(ask)) found.push(...items.map(({ value }) => value.id));
    return found;
  };

  /** How SQLite finds what it was asked last. */
  const plan = (): string =>
    database
      .rows(`EXPLAIN QUERY PLAN ${database.asked.at(-1)?.join()}`)
      .map(({ detail }) => detail)
      .join("; ");

  it("gives rows as D1 does, with their columns, whatever these and the table are called", async () => {
    database.sqlite.exec(
      'CREATE TABLE "their ""people""" (id TEXT, key TEXT, kept INTEGER, "a ""b""" REAL, item TEXT)',
    );
    database.sqlite.exec(`INSERT INTO "their ""people""" VALUES ('1', 'k', 5, NULL, '{}'), ('2', 'k', 5, 0.5, '')`);
    const table = openTable({ key: ["key", "id"] }, 'their "people"');

    const rows = ["1", "2"].map((id, at) => ({
      id,
      key: "k",
      kept: 5,
      'a "b"': [null, 0.5][at],
      item: ["{}", ""][at],
    }));
    assert.deepEqual(await table.get({ key: "k", id: "1" }), { value: rows[0], version: "" });
    const many = await table.getMany(["2", "3", "1"].map((id) => ({ key: "k", id })));
    assert.deepEqual(
      many.map((stored) => stored?.value),
      [rows[1], undefined, rows[0]],
    );
    const { items } = await table.query({ key: "k" });
    assert.deepEqual(
      items.map(({ value }) => value),
      rows,
    );
    await table.check();
  });

  it("asks for rows and columns alone, and hands over nothing that writes", async () => {
    make("id TEXT, status TEXT, at TEXT", ["1", "open", "a"]);
    const table = openTable(byStatus);

    await table.get({ id: "1" });
    await idsIn(table);
    assert.deepEqual(await table.counters({ id: "1" }), {});

    assert.deepEqual(Object.keys(table).toSorted(), ["check", "counters", "get", "getMany", "query", "queryIndex"]);
    const verbs = database.asked.map(([sql = ""]) => sql.slice(0, 6));
    assert.deepEqual(verbs, ["PRAGMA", "SELECT", "SELECT"]);
  });

  it("compares and sorts by bytes, whatever its owner has said of the columns", async () => {
    const column = "TEXT COLLATE NOCASE";
    make(
      `id ${column}, status ${column}, at ${column}`,
      ...["b", "B", "a", "Ä", "\ufffd", "\u{1f600}"].map((at) => [at, "open", at]),
      ...[
        ["x", "OPEN", "x"],
        ["nowhere", "open", null],
        ["empty", "open", ""],
      ],
    );
    const table = openTable(byStatus);

    assert.deepEqual(await idsIn(table), ["B", "a", "b", "Ä", "\ufffd", "\u{1f600}"]);
    assert.deepEqual(await idsIn(table, { from: "a", to: "b" }), ["a", "b"]);
    assert.deepEqual(await idsIn(table, { to: "a" }), ["B", "a"]);
    assert.deepEqual(await idsIn(table, { prefix: "b" }), ["b"]);
    assert.equal(await table.get({ id: "X" }), undefined);
    assert.deepEqual(await table.getMany([{ id: "X" }, { id: "A" }]), [undefined, undefined]);
  });

  it("gives each page what comes after the one before, as a model does, also where rows are alike", async () => {
    const letter = fc.constantFrom("a", "B", "b", "ä", "\ufffd", "\u{1f600}");
    const row = fc.record(
      { list: letter, id: letter, status: fc.constantFrom("open", "Open"), at: letter },
      { noNullPrototype: true },
    );
    const rows = fc.uniqueArray(row, { selector: ({ list, id }) => `${list} ${id}`, maxLength: 20 });
    const options = fc.record({
      limit: fc.integer({ min: 1, max: 8 }),
      order: fc.constantFrom("ascending", "descending"),
    });
    const check = async (
      all: readonly Readonly<Record<"list" | "id" | "status" | "at", string>>[],
      asked: { order: string },
    ) => {
      database = new LocalDatabase();
      make("list TEXT, id TEXT, status TEXT, at TEXT COLLATE NOCASE", ...all.map((one) => Object.values(one)));
      const table = openTable({ key: ["list", "id"], indexes: byStatus.indexes });
      const compare = (one: (typeof all)[number], other: (typeof all)[number]) =>
        inByteOrder(one.at, other.at) || inByteOrder(one.list, other.list) || inByteOrder(one.id, other.id);
      const expected = all.filter(({ status }) => status === "open").toSorted(compare);
      if (asked.order === "descending") expected.reverse();
      const found: unknown[] = [];
      const ask = (cursor?: object) => table.queryIndex("byStatus", { status: "open" }, { ...asked, ...cursor });
      for await (const { items } of pagesOf(ask)) found.push(...items.map(({ value }) => value));
      assert.deepEqual(found, expected);
    };

    await fc.assert(fc.asyncProperty(rows, options, check), { numRuns: 100 });
  });

  it("is found by an index of its owner's, in whose order a page begins where it should", async () => {
    make(
      "id TEXT PRIMARY KEY, status TEXT, at TEXT, more TEXT",
      ...["1", "2", "3"].map((id) => [id, "open", id, null]),
    );
    database.sqlite.exec("CREATE INDEX theirs ON people (status, at, id)");
    const table = openTable(byStatus);
    const ask = (options: object) => table.queryIndex("byStatus", { status: "open" }, { ...options, limit: 1 });

    const { cursor } = await ask({});
    assert.equal(plan(), "SEARCH kept USING INDEX theirs (status=?)");
    await ask({ cursor });
    assert.equal(plan(), "SEARCH kept USING INDEX theirs (status=? AND at>?)");
    const down = { order: "descending", from: "0" };
    await ask({ ...down, cursor: (await ask(down)).cursor });
    assert.equal(plan(), "SEARCH kept USING INDEX theirs (status=? AND at>? AND at<?)");
    await table.get({ id: "1" });
    assert.match(plan(), /SEARCH kept USING INDEX sqlite_autoindex_people_1 \(id=\?\)/);
  });

  const refusals: Readonly<Record<string, readonly [columns: string, said: RegExp]>> = {
    "of whole numbers": [
      "id TEXT, status TEXT, at INTEGER",
      /^the column "at" of "people" is of the type INTEGER, in which/,
    ],
    "of times": [
      "id TEXT, status TEXT, at DATETIME",
      /the column "at" .* of the type DATETIME, .* needs a column of type TEXT, which a view can have\./,
    ],
    "of a type with INT in its name": ["id TEXT, status POINTTEXT, at TEXT", /the column "status" .* POINTTEXT/],
    "that is written in another way": ["id TEXT, status TEXT, At TEXT", /^"people" has no column "at": /],
    "that there is not": ["id TEXT, status TEXT", /^"people" has no column "at": /],
  };
  for (const [what, [columns, said]] of Object.entries(refusals)) {
    it(`refuses an index by a column ${what}, and can be read by its key`, async () => {
      make(columns);
      const table = openTable(byStatus);

      const { message } = await refused("Invalid", () => idsIn(table));

      assert.match(message.replace('Table "things": ', ""), said);
      assert.equal(await table.get({ id: "1" }), undefined);
    });
  }

  it("refuses a key by a column of numbers", async () => {
    make("id INTEGER PRIMARY KEY, status TEXT", [1, "open"]);

    await refused("Invalid", () => openTable({}).get({ id: "1" }));
    await refused("Invalid", () => openTable({}).getMany([{ id: "1" }, { id: "2" }]));
  });

  it("can be a view, which makes texts of columns that have none", async () => {
    database.sqlite.exec("CREATE TABLE raw (n INTEGER PRIMARY KEY, status, at DATETIME)");
    database.sqlite.exec("INSERT INTO raw VALUES (1, 'open', '2026-02-01'), (2, 'open', '2026-01-01')");
    database.sqlite.exec("CREATE VIEW people AS SELECT CAST(n AS TEXT) AS id, status, CAST(at AS TEXT) AS at FROM raw");

    assert.deepEqual(await idsIn(openTable(byStatus), { prefix: "2026" }), ["2", "1"]);
  });

  it("refuses to sort a row that has no text where its column could have one", async () => {
    make("id TEXT, status TEXT, at BLOB", ["1", "open", 5]);

    const { message } = await refused("Invalid", () => idsIn(openTable(byStatus)));

    assert.match(message, /"people" has an item whose "at" is not a well-formed text of 1 to 500 bytes/);
  });

  it("answers so many large rows that a Worker has room for them, and the others later", async () => {
    const text = "x".repeat(1_900_000);
    const ids = ["a", "b", "c", "d", "e", "f", "g", "h"];
    make("id TEXT, status TEXT, at TEXT, text TEXT, none TEXT", ...ids.map((id) => [id, "open", id, text, null]));
    const table = openTable(byStatus);
    const before = database.counts.length;

    assert.deepEqual(await idsIn(table), ids);
    const many = await table.getMany(["none", ...ids.toReversed()].map((id) => ({ id })));

    assert.deepEqual(
      many.map((stored) => stored?.value.id),
      [undefined, ...ids.toReversed()],
    );
    // Its columns; then as many rows as 10 MB, and the one that is beyond it.
    assert.deepEqual(database.counts.slice(before), [5, 6, 2, 6, 2]);
  });

  it("is read a few rows at a time where it has as many columns as an answer can have", async () => {
    const columns = ["id TEXT", "status TEXT", "at TEXT", ...Array.from({ length: 97 }, (_, at) => `c${at} TEXT`)];
    const ids = ["1", "2", "3", "4", "5", "6", "7"];
    make(columns.join(), ...ids.map((id) => [id, "open", id, ...columns.slice(3).map(() => null)]));
    const table = openTable(byStatus);

    assert.deepEqual(await idsIn(table), ids);
    assert.equal((await table.getMany(ids.map((id) => ({ id })))).filter(Boolean).length, 7);
    assert.deepEqual(database.counts, [100, 5, 2, 5, 2]);
  });

  it("is not found until its owner makes it, and is asked for its columns again when these have changed", async () => {
    const table = openTable(byStatus);

    const { message } = await refused("NotFound", () => table.check());
    assert.match(message, /the database has no table "people"\./);
    make("id TEXT, status TEXT, at TEXT, extra TEXT", ["1", "open", "a", null]);
    assert.deepEqual(await idsIn(table), ["1"]);
    database.sqlite.exec("DROP TABLE people");
    await refused("NotFound", () => idsIn(table));
    make("id TEXT, status TEXT, at TEXT", ["2", "open", "a"]);
    assert.deepEqual(await idsIn(table), ["2"]);
  });

  it("is not opened by code for tables of Fourfold, which would make what it lacks", () => {
    assert.throws(() => openTable({}, "people", openOwn), {
      code: "ERR_LINK",
      message: /its code opens tables that Fourfold has made, and "things" is not one\./,
    });
    assert.deepEqual(database.asked, []);
  });
});
