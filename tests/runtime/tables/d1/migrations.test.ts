import assert from "node:assert/strict";
import { refused } from "../refused.ts";
import { LocalDatabase, openTable } from "./database.ts";

const made = (database: LocalDatabase) => database.rows("SELECT name FROM migrations");
const names = (database: LocalDatabase): readonly unknown[] =>
  database.rows("SELECT name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY name").map(({ name }) => name);
const item = { list: "a", name: "1", status: "open", placedAt: "2026" };
const status = { byStatus: ["status", "placedAt"] } as const;

describe("what makes a database of D1 what a table needs", () => {
  it("is done with the first use, and not asked about again", async () => {
    const database = new LocalDatabase();
    const table = openTable(database, { indexes: status });

    await table.put(item);
    await table.get(item);
    const other = openTable(database, { indexes: status });
    await other.get(item);

    assert.deepEqual(names(database), ["by text status, text placed^At", "counters", "items", "migrations"]);
    const [ask, make, again, put, get, askedByOther, gotByOther, ...more] = database.asked;
    assert.match(String(make), /^INSERT INTO migrations/);
    assert.match(String(put), /^INSERT INTO items/);
    assert.deepEqual([again, askedByOther, gotByOther, more], [ask, ask, get, []]);
  });

  it("is made once and in order, whoever else is just about it, of whatever version", async () => {
    const database = new LocalDatabase();
    const versions = [{}, { indexes: status }, { indexes: { ...status, byName: ["name"] } as const, expires: "end" }];
    const isolates = Array.from({ length: 9 }, (_, at) => openTable(database, versions[at % 3]));

    await Promise.all(isolates.map((table, at) => table.put({ ...item, name: `n${at}` })));

    const steps = made(database).map(({ name }) => name);
    assert.deepEqual(steps.toSorted(), [
      "by number end",
      "by text name",
      "by text status, text placed^At",
      "counters",
      "items",
      "number end",
      "text name",
      "text placed^At",
      "text status",
    ]);
    assert.equal((await openTable(database).query({ list: "a" })).items.length, 9);
  });

  it("adds the index of a later version, with the items that are there, a step at a time", async () => {
    const database = new LocalDatabase();
    await openTable(database).put(item);
    const later = openTable(database, { indexes: status });

    const { items } = await later.queryIndex("byStatus", { status: "open" });

    assert.deepEqual(
      items.map(({ value }) => value),
      [item],
    );
    assert.deepEqual(database.rows("SELECT sql FROM sqlite_master WHERE type = 'index'"), [
      {
        sql: `CREATE INDEX "by text status, text placed^At" ON items ("text status", "text placed^At") WHERE "text status" IS NOT NULL AND "text placed^At" IS NOT NULL`,
      },
    ]);
    const steps = database.asked.filter(([first = ""]) => first.startsWith("INSERT INTO migrations"));
    assert.deepEqual(
      steps.map(({ length }) => length / 2),
      // A new table has everything at once.
      [2, 1, 1, 1],
    );
  });

  it("leaves the index that a version has no more, for those that still ask it", async () => {
    const database = new LocalDatabase();
    const before = openTable(database, { indexes: status });
    await before.put(item);
    await openTable(database).put({ ...item, name: "2" });

    assert.equal((await before.queryIndex("byStatus", { status: "open" })).items.length, 2);
    assert.ok(names(database).includes("by text status, text placed^At"));
  });

  it("is made whole or not at all, and tried again with the next use", async () => {
    const database = new LocalDatabase();
    database.refuse = (sql) => {
      if (sql.startsWith("CREATE INDEX"))
        throw new Error("D1 DB storage operation exceeded timeout which caused object to be reset.");
    };
    const table = openTable(database, { indexes: status, counters: ["views"] });
    const error = await refused("Unavailable", () => table.increment(item, "views"));
    assert.match(error.message, /exceeded timeout/);
    assert.equal(error.applied, "no");
    assert.deepEqual([names(database), made(database)], [["migrations"], []]);

    database.refuse = () => undefined;
    await table.put(item);

    assert.equal((await table.queryIndex("byStatus", { status: "open" })).items.length, 1);
  });

  it("goes on where a later version was interrupted, and meanwhile every item is there, and every other question answered", async () => {
    const database = new LocalDatabase();
    await openTable(database).put(item);
    database.refuse = (sql) => {
      if (sql.startsWith("CREATE INDEX")) throw new Error("Exceeded maximum DB size.");
    };
    const later = openTable(database, { indexes: status });
    await refused("TooLarge", () => later.queryIndex("byStatus", { status: "open" }));
    const halfway = made(database).map(({ name }) => name);
    const before = await openTable(database).get(item);

    database.refuse = () => undefined;
    const { items } = await later.queryIndex("byStatus", { status: "open" });

    assert.deepEqual(halfway, ["counters", "items", "text placed^At", "text status"]);
    assert.deepEqual(before?.value, item);
    assert.equal(items.length, 1);
    assert.equal(made(database).length, halfway.length + 1);
  });

  it("is seen to again when a database was restored to a time before it", async () => {
    const database = new LocalDatabase();
    const table = openTable(database);
    await table.put(item);
    database.sqlite.exec("DROP TABLE items; DROP TABLE counters; DELETE FROM migrations");

    await refused("NotFound", () => table.get(item));

    assert.equal(await table.get(item), undefined);
  });

  it("tells properties from each other whose names differ by capital letters alone", async () => {
    const database = new LocalDatabase();
    const table = openTable(database, { indexes: { one: ["email"], two: ["eMail"], three: ["email"] } });
    await table.put({ ...item, email: "a", eMail: "b" });

    const found = async (index: string, values: object) => (await table.queryIndex(index, values)).items.length;

    assert.deepEqual([await found("one", { email: "a" }), await found("two", { eMail: "a" })], [1, 0]);
    assert.deepEqual([await found("two", { eMail: "b" }), await found("three", { email: "a" })], [1, 1]);
  });
});
