import assert from "node:assert/strict";
import fc from "fast-check";
import { open } from "../../../../kit/runtime/drivers/table/cloudflare.ts";
import { openLinks } from "../../../../kit/runtime/links.ts";
import type { TableErrorCode } from "../../../../kit/runtime/tables/errors.ts";
import { endOfPrefix, inByteOrder } from "../../../../kit/runtime/tables/order.ts";
import type { RecordWrite } from "../../../../kit/runtime/tables/store.ts";
import { D1Table } from "../../../../kit/runtime/tables/stores/d1/table.ts";
import { refused } from "../refused.ts";
import { LocalDatabase, openTable } from "./database.ts";

const status = { byStatus: ["status", "placedAt"], byCoupon: ["coupon"] } as const;
const by = "by text status, text placed^At";
const past = 1_000_000_000;

describe("a table in D1", () => {
  let database: LocalDatabase;
  beforeEach(() => {
    database = new LocalDatabase();
  });

  const openStore = () => new D1Table(database, { key: ["list", "name"], indexes: {}, counters: ["views"] });

  /** How SQLite finds what it was asked last. */
  const plan = (): string => {
    const [sql = ""] = database.asked.at(-1) ?? [];
    return database
      .rows(`EXPLAIN QUERY PLAN ${sql}`)
      .map(({ detail }) => detail)
      .join("; ");
  };

  it("begins to look where a page begins, and sorts nothing", async () => {
    const table = openTable(database, { indexes: status });
    for (let at = 0; at < 5; at += 1) {
      await table.put({ list: "a", name: `n${at}`, status: "open", placedAt: "2026-01", coupon: "x" });
    }
    const first: string[] = [];
    const next: string[] = [];
    const ask = async (query: (more: object) => ReturnType<typeof table.query>, options: object = {}) => {
      const { cursor } = await query({ ...options, limit: 2 });
      first.push(plan());
      await query({ ...options, limit: 2, cursor });
      next.push(plan());
    };
    const inList = (more: object) => table.query({ list: "a" }, more);
    const byStatus = (more: object) => table.queryIndex("byStatus", { status: "open" }, more);
    await ask(inList);
    await ask(inList, { from: "a", to: "o" });
    // Of two conditions that it could begin with, only one is left to SQLite.
    assert.match(String(database.asked.at(-1)), /\+sort >= \? AND sort <= \? .* AND \(sort\) > \(\?\)/);
    await ask(inList, { prefix: "n", order: "descending" });
    assert.match(String(database.asked.at(-1)), / sort >= \? AND \+sort < \? .* AND \(sort\) < \(\?\)/);
    await ask(byStatus);
    await ask(byStatus, { from: "2026" });
    await ask(byStatus, { prefix: "2", order: "descending" });
    await ask((more) => table.queryIndex("byCoupon", { coupon: "x" }, more));

    const [ofTable, ofStatus, ofCoupon] = [
      "PRIMARY KEY (",
      `INDEX ${by} (text status=? AND `,
      "INDEX by text coupon (",
    ];
    assert.deepEqual(first, [
      `SEARCH items USING ${ofTable}partition=?)`,
      `SEARCH items USING ${ofTable}partition=? AND sort>? AND sort<?)`,
      `SEARCH items USING ${ofTable}partition=? AND sort>? AND sort<?)`,
      `SEARCH items USING ${ofStatus}text placed^At>?)`,
      `SEARCH items USING ${ofStatus}text placed^At>?)`,
      `SEARCH items USING ${ofStatus}text placed^At>? AND text placed^At<?)`,
      `SEARCH items USING ${ofCoupon}text coupon=?)`,
    ]);
    assert.deepEqual(next, [
      `SEARCH items USING ${ofTable}partition=? AND sort>?)`,
      `SEARCH items USING ${ofTable}partition=? AND sort>? AND sort<?)`,
      `SEARCH items USING ${ofTable}partition=? AND sort>? AND sort<?)`,
      `SEARCH items USING ${ofStatus}(text placed^At,partition,sort)>(?,?,?))`,
      `SEARCH items USING ${ofStatus}(text placed^At,partition,sort)>(?,?,?))`,
      `SEARCH items USING ${ofStatus}text placed^At>? AND (text placed^At,partition,sort)<(?,?,?))`,
      `SEARCH items USING ${ofCoupon}text coupon=? AND (partition,sort)>(?,?))`,
    ]);
  });

  it("answers what a cursor and a range have in common, also when somebody has changed the cursor", async () => {
    const table = openStore();
    for (const name of ["a", "b1", "b2", "c"]) {
      await table.write({ key: { partition: "l", sort: name }, put: { list: "l", name }, stamp: name });
    }
    const find = async (after: string, descending: boolean) => {
      const names = ["list", "name"] as const;
      const query = { names, partition: "l", range: { prefix: "b" }, descending, limit: 9, after: { name: after } };
      return (await table.find(query)).records.map(({ item }) => item.name);
    };

    assert.deepEqual(await find("", false), ["b1", "b2"]);
    assert.deepEqual(await find("z", true), ["b2", "b1"]);
    assert.deepEqual([await find("z", false), await find("", true)], [[], []]);
  });

  it("says what a transaction was refused for, also where that is none of its conditions", async () => {
    const table = openTable(database);
    await table.put({ list: "a", name: "1" });
    const writes = ["1", "2"].map((name) => ({ put: { list: "a", name }, ifAbsent: true }));
    const unmet = await refused("Conflict", () => table.transact({ list: "a" }, writes));
    database.refuse = () => {
      throw new Error("Exceeded maximum DB size.");
    };
    const full = await refused("TooLarge", () => table.transact({ list: "a" }, writes));

    assert.deepEqual([unmet.index, full.index, full.applied], [0, undefined, "no"]);
  });

  it("answers so many large items that a Worker has room for them, and the others later", async () => {
    const table = openTable(database);
    const text = "x".repeat(349_000);
    const names = Array.from({ length: 70 }, (_, at) => String(at).padStart(2, "0"));
    await table.writeMany(names.map((name) => ({ put: { list: "a", name, text } })));
    const largest = async (ask: () => Promise<unknown>): Promise<number> => {
      const before = database.counts.length;
      await ask();
      return Math.max(...database.counts.slice(before));
    };
    const found: unknown[] = [];

    const asked = await largest(async () => {
      const { items } = await table.query({ list: "a" });
      found.push(items.map(({ value }) => value.name));
    });
    const askedByKey = await largest(async () => {
      const items = await table.getMany(["none", ...names.toReversed()].map((name) => ({ list: "a", name })));
      found.push(items.map((stored) => stored?.value.name));
    });

    assert.deepEqual(found, [names, [undefined, ...names.toReversed()]]);
    // As many as 10 MB, and the one that is beyond it.
    assert.deepEqual([asked, askedByKey], [29, 29]);
  });

  it("finds items by texts alone, and ends them by numbers alone, whatever other programs have written there", async () => {
    await openTable(database).writeMany([
      { put: { list: "a", name: "1", status: "5", end: past } },
      { put: { list: "a", name: "2", status: 5, end: true } },
      { put: { list: "a", name: "3", status: null, end: "1" } },
    ]);
    const table = openTable(database, { indexes: { byStatus: ["status"] }, expires: "end" });
    const absent = (name: string) => table.put({ list: "a", name }, { ifAbsent: true });

    assert.deepEqual(await table.queryIndex("byStatus", { status: "5" }), { items: [] });
    await absent("1");
    await refused("Conflict", () => absent("2"));
    await refused("Conflict", () => absent("3"));
  });

  it("deletes what has expired, some with the first item that has an end, and with each thousandth", async () => {
    const table = openTable(database, { expires: "end" });
    const count = () => database.rows("SELECT count(*) AS n FROM items")[0]?.n;
    const put = (from: number, to: number, end?: number) => {
      const puts = Array.from({ length: to - from }, (_, at) => ({ put: { list: "a", name: `${from + at}`, end } }));
      return table.writeMany(puts);
    };

    await put(0, 10);
    await put(10, 11, past);
    assert.equal(count(), 10, "with the first");
    await put(11, 1_010, past);
    assert.equal(count(), 1_009, "with none until there are a thousand more");
    await put(1_010, 1_011, past);
    assert.equal(count(), 10, "with the thousandth after it");
    const others = Array.from({ length: 1_500 }, (_, at) => ({ put: { list: "b", name: `${at}`, end: past } }));
    await openTable(database).writeMany(others);
    await openTable(database, { expires: "end" }).put({ list: "a", name: "kept", end: 4_000_000_000 });
    assert.equal(count(), 511, "a thousand at most, and nothing else");
  });

  it("keeps whole numbers as such in counters, whatever numbers are in a binding", async () => {
    const table = openTable(database, { counters: ["views"] });
    const add = (by: number) => table.increment({ list: "a", name: "1" }, "views", by);

    assert.deepEqual([await add(Number.MAX_SAFE_INTEGER), await add(-1)], [2 ** 53 - 1, 2 ** 53 - 2]);
    assert.deepEqual(database.rows("SELECT typeof(value) AS type FROM counters"), [{ type: "integer" }]);
  });

  it("takes an item that has expired for none in every condition, before it is deleted", async () => {
    const store = new D1Table(database, { key: ["list", "name"], indexes: {}, counters: [], expires: "end" });
    const write = (name: string, stamp: string, more: Pick<RecordWrite, "condition"> & { end?: number } = {}) => {
      const { end, condition } = more;
      const item = { list: "a", name, ...(end === undefined ? {} : { end }) };
      return { key: { partition: "a", sort: name }, put: item, stamp, ...(condition && { condition }) };
    };
    const ofVersion = { condition: { version: "1" } };
    // In this order, since the first item with an end has expired ones deleted.
    await store.write(write("kept", "1", { end: 4_000_000_000 }));
    await store.write(write("over", "1", { end: past }));

    await refused("Conflict", () => store.write(write("over", "2", ofVersion)));
    const { put: _, ...deletion } = write("over", "2", ofVersion);
    await refused("Conflict", () => store.write(deletion));
    await refused("Conflict", () => store.write(write("kept", "2", { condition: "absent" })));
    assert.equal(await store.write(write("over", "2", { condition: "absent" })), "2");
    assert.equal(await store.write(write("kept", "2", ofVersion)), "2");
  });

  it("puts where there is none also in a table where nothing expires", async () => {
    const table = openTable(database);
    const put = (n: number) => table.put({ list: "a", name: "1", n }, { ifAbsent: true });

    await put(1);

    await refused("Conflict", () => put(2));
  });

  it("says which write of several has failed, and has made none", async () => {
    const table = openTable(database, { counters: ["views"] });
    await table.put({ list: "a", name: "1" });
    await table.increment({ list: "a", name: "1" }, "views");
    const put = (name: string, ifAbsent: boolean) => ({ put: { list: "a", name }, ifAbsent });

    const error = await refused("Conflict", () =>
      table.transact({ list: "a" }, [
        put("2", true),
        { delete: { list: "a", name: "1" } },
        { delete: { list: "a", name: "3" }, ifVersion: "none" },
        put("4", false),
      ]),
    );

    assert.deepEqual([error.index, error.applied], [2, "no"]);
    assert.deepEqual(database.rows("SELECT name, value FROM counters"), [{ name: "views", value: 1 }]);
    assert.equal((await table.query({ list: "a" })).items.length, 1);
    await refused("Conflict", () => table.delete({ list: "a", name: "1" }, { ifVersion: "none" }));
    assert.deepEqual(await table.counters({ list: "a", name: "1" }), { views: 1 });
  });

  // https://developers.cloudflare.com/d1/observability/debug-d1/#error-list
  const meanings: Readonly<Record<string, readonly [TableErrorCode, applied: "no" | "unknown"]>> = {
    "D1 DB is overloaded. Requests queued for too long.": ["Throttled", "no"],
    "D1 DB is overloaded. Too many requests queued.": ["Throttled", "no"],
    "Exceeded maximum DB size.": ["TooLarge", "no"],
    "string or blob too big: SQLITE_TOOBIG": ["TooLarge", "no"],
    "no such table: items: SQLITE_ERROR": ["NotFound", "no"],
    "The database 1 could not be found": ["NotFound", "no"],
    "CHECK constraint failed: SQLITE_CONSTRAINT": ["Invalid", "no"],
    "Network connection lost.": ["Unavailable", "unknown"],
    "D1 DB storage operation exceeded timeout which caused object to be reset.": ["Unavailable", "unknown"],
    "D1 DB's isolate exceeded its memory limit and was reset.": ["Unavailable", "unknown"],
    "Internal error in D1 DB storage caused object to be reset.": ["Unavailable", "unknown"],
  };
  for (const [says, [code, applied]] of Object.entries(meanings)) {
    it(`means ${code} by ${JSON.stringify(says)}`, async () => {
      const table = openStore();
      await table.counters({ partition: "a", sort: "1" });
      database.refuse = () => {
        throw new Error(says);
      };

      const error = await refused(code, () => table.add({ partition: "a", sort: "1" }, "views", 1));

      assert.deepEqual([error.applied, error.message], [applied, `D1_ERROR: ${says}`]);
    });
  }

  it("is refused where the Worker has no binding", () => {
    const environment = { FOURFOLD_THINGS: JSON.stringify({ address: "OTHER", layout: {} }) };
    const links = { things: { kind: "table", verbs: ["read"] } } as const;

    assert.throws(() => openLinks('Function "api"', links, { table: open }, environment), {
      code: "ERR_LINK",
      message: /OTHER is not a binding to the database of the table "things"/,
    });
  });
});

describe("the end of a prefix", () => {
  it("comes after all that begin with it, and before all that come after these", () => {
    const text = fc.array(fc.constantFrom("a", "b", "\ud7ff", "\ue000", "\uffff", "\u{10000}", "\u{10ffff}"), {
      maxLength: 3,
    });
    const isBeforeEnd = (one: string, prefix: string): boolean => {
      const end = endOfPrefix(prefix);
      return end === undefined || inByteOrder(one, end) < 0;
    };

    fc.assert(
      fc.property(text, text, (one, letters) => {
        const [whole, prefix] = [one.join(""), letters.join("")];
        const isBetween = inByteOrder(whole, prefix) >= 0 && isBeforeEnd(whole, prefix);
        assert.equal(isBetween, whole.startsWith(prefix));
      }),
      { numRuns: 2_000 },
    );
    assert.equal(endOfPrefix("\ud7ff"), "\ue000");
  });
});
