import assert from "node:assert/strict";
import { conflictOf, NotAllWritten, TableError, type TableErrorCode } from "../../../kit/runtime/tables/errors.ts";
import { writesOf } from "../../../kit/runtime/tables/faces/writes.ts";
import { item, layout, met, tableWith } from "./table-with.ts";

const throttled = new TableError("Throttled", "Too many.");
const lost = new Error("socket hang up");

describe("tables that are not always answered", () => {
  it("are asked again by reads, and by writes that were throttled", async () => {
    const table = tableWith({
      write: [{ before: throttled }, { before: throttled }],
      read: [{ before: throttled }, { before: lost }],
      find: [{ after: lost }],
      add: [{ before: throttled }],
    });

    await table.put(item);
    assert.deepEqual((await table.get(item))?.value, item);
    assert.equal((await table.query({ list: "a" })).items.length, 1);
    assert.equal(await table.increment(item, "views"), 1);
    assert.deepEqual(table.calls, ["write", "write", "write", "read", "read", "read", "find", "find", "add", "add"]);
  });

  it("are given up after four attempts, with what was wrong at last", async () => {
    const table = tableWith({ write: Array.from({ length: 5 }, () => ({ before: throttled })) });

    assert.equal((await met(table.put(item))).code, "Throttled");
    assert.equal(table.calls.length, 4);
  });

  it("wait for as long as the cloud says, and not beyond the end of the run", async () => {
    const later = new TableError("Throttled", "Too many.", { retryAfter: 300 });
    const begun = Date.now();
    await tableWith({ write: [{ before: later }] }).put(item);
    assert.ok(Date.now() - begun >= 295, `${Date.now() - begun} ms`);

    const table = tableWith({ write: [{ before: later }] }, Date.now() + 200);
    assert.equal((await met(table.put(item))).retryAfter, 300);
    assert.deepEqual(table.calls, ["write"]);
  });

  for (const code of ["Denied", "NotFound", "Invalid", "TooLarge"] as const satisfies readonly TableErrorCode[]) {
    it(`are not asked again when the answer is ${code}`, async () => {
      const table = tableWith({
        write: [{ before: new TableError(code, "No.") }],
        read: [{ before: new TableError(code, "No.") }],
      });

      assert.equal((await met(table.put(item))).code, code);
      assert.equal((await met(table.get(item))).code, code);
      assert.deepEqual(table.calls, ["write", "read"]);
    });
  }

  it("find out that a write was made whose answer was lost, by its mark", async () => {
    const table = tableWith({ write: [{ after: lost }] });

    const { version } = await table.put(item, { ifAbsent: true });
    assert.deepEqual(await table.get(item), { value: item, version });
    assert.deepEqual(table.calls, ["write", "write", "read", "read"]);
  });

  it("say that it is not known when somebody else has written meanwhile", async () => {
    const table = tableWith({ write: [{ before: lost }] });
    await table.memory.write({ key: { partition: "a", sort: "1" }, put: { ...item, n: 2 }, stamp: "theirs" });

    const error = await met(table.put(item, { ifAbsent: true }));
    assert.deepEqual([error.code, error.applied, error.cause instanceof TableError], ["Conflict", "unknown", true]);
  });

  it("say that it is not known when it cannot be found out", async () => {
    const denied = new TableError("Denied", "No.");
    const table = tableWith({ write: [{ after: lost }], read: [{ before: denied }] });

    const error = await met(table.put(item, { ifAbsent: true }));
    assert.deepEqual([error.code, error.applied, error.cause], ["Unavailable", "unknown", lost]);
  });

  it("say that it is not known when an answer was lost, whatever is refused after that", async () => {
    const table = tableWith({ write: [{ before: lost }, ...Array.from({ length: 3 }, () => ({ before: throttled }))] });

    const error = await met(table.put(item));
    assert.deepEqual([error.code, error.applied], ["Unavailable", "unknown"]);
  });

  it("delete by a version once, also when the answer was lost", async () => {
    const table = tableWith({ write: [{}, { after: lost }] });
    const { version } = await table.put(item);

    await table.delete(item, { ifVersion: version });
    assert.equal(await table.get(item), undefined);
  });

  it("count once, and say that it is not known, when the answer was lost", async () => {
    const table = tableWith({ add: [{ after: lost }] });

    const error = await met(table.increment(item, "views"));
    assert.deepEqual([error.code, error.applied], ["Unavailable", "unknown"]);
    assert.deepEqual(await table.counters(item), { views: 1 });
  });

  it("make no transaction a second time when the answer was lost", async () => {
    const table = tableWith({ transact: [{ after: lost }] });

    const error = await met(table.transact({ list: "a" }, [{ put: item }]));
    assert.deepEqual([error.code, error.applied, table.calls], ["Unavailable", "unknown", ["transact"]]);
  });

  it("do not change an item twice when it is not known whether it was changed", async () => {
    const denied = { before: new TableError("Denied", "No.") };
    const table = tableWith({ write: [{}, { after: lost }], read: [{}, denied] });
    await table.put(item);
    const { update } = table;

    const error = await met(update(item, (value) => ({ ...value, n: Number(value.n) + 1 })));
    assert.equal(error.applied, "unknown");
    assert.equal((await table.get(item))?.value.n, 2);
  });

  it("say which table an error is about, once, and keep what else it says", async () => {
    const [cause, again] = [new Error("socket hang up"), { retryAfter: 9, index: 0 }];
    const denied = new TableError("Denied", "not you.", { cause, ...again });
    const mishaps = [{ before: denied }, { before: denied }, { before: denied }];
    const table = tableWith({
      read: mishaps,
      find: [{ before: denied }],
      write: mishaps,
      transact: mishaps,
      add: mishaps,
    });
    const works: Readonly<Record<string, () => Promise<unknown>>> = {
      get: () => table.get(item),
      counters: () => table.counters({ ...item, name: 1 }),
      query: () => table.query({ list: "a" }),
      queryIndex: () => table.queryIndex("none", { list: "a" }),
      put: () => table.put(item),
      delete: () => table.delete(item),
      update: () => table.update(item, (value) => value),
      transact: () => table.transact({ list: "a" }, [{ put: item }]),
      increment: () => table.increment(item, "views"),
      check: () => table.check(),
    };
    for (const [method, work] of Object.entries(works)) {
      const error = await met(work());
      assert.match(error.message, /^Table "things": (?!Table)/, method);
      assert.equal(error.table, "things");
      if (error.code === "Denied") assert.partialDeepStrictEqual({ ...error, cause: error.cause }, { cause, ...again });
      else assert.ok(!("cause" in error), method);
    }
  });

  it("say it of each of many writes, and of a page that is asked for later", async () => {
    const denied = new TableError("Denied", "not you.");
    const table = tableWith({ write: [{}, {}, { before: denied }], find: [{}, { before: denied }] });
    const items = ["1", "2"].map((name) => ({ put: { ...item, name } }));
    await table.writeMany(items);
    const error = await met(table.writeMany([{ put: item }]));
    assert.ok(error instanceof NotAllWritten);
    const pages = table.query({ list: "a" }, { limit: 1 })[Symbol.asyncIterator]();
    await pages.next();

    assert.equal(error.message, 'Table "things": 1 of 1 writes were not made: not you.');
    assert.equal(error.failed[0]?.error.message, 'Table "things": not you.');
    assert.equal((await met(pages.next())).message, 'Table "things": not you.');
  });

  it("leave what else a handler throws while it changes an item as it is", async () => {
    const table = tableWith({});
    await table.put(item);
    const own = new RangeError("Too many.");

    await assert.rejects(
      table.update(item, () => Promise.reject(own)),
      own,
    );
  });

  it("give up an update when others are faster ten times", async () => {
    const table = tableWith({ write: [{}, ...Array.from({ length: 10 }, () => ({ before: conflictOf(undefined) }))] });
    await table.put(item);

    const error = await met(table.update(item, (value) => ({ ...value, n: 9 })));
    assert.equal(error.message, 'Table "things": others were faster 10 times: try again later.');
    assert.equal(error.code, "Conflict");
    assert.equal(table.calls.filter((call) => call === "write").length, 11);
  });

  it("leave an item as it is that an update does not change", async () => {
    const table = tableWith({});
    const { version } = await table.put(item);

    assert.equal((await table.update(item, (value) => value))?.version, version);
    const error = await met(table.update(item, (value) => ({ ...value, name: "2" })));
    assert.match(error.message, /another key/);
  });

  it("say of many writes that it is not known what was made, if it is not of one", async () => {
    const table = tableWith({ write: [{ after: lost }, { before: new TableError("Denied", "No.") }] }, Date.now());
    const error = await met(table.writeMany([{ put: item }, { put: { ...item, name: "2" } }]));

    assert.ok(error instanceof NotAllWritten);
    assert.deepEqual(
      [error.applied, error.failed.map(({ error: { applied } }) => applied)],
      ["unknown", ["unknown", "no"]],
    );
  });

  it("are read page by page, to the last one", async () => {
    const table = tableWith({});
    await table.writeMany(["1", "2", "3", "4", "5"].map((name) => ({ put: { ...item, name } })));

    const pages: number[] = [];
    for await (const { items } of table.query({ list: "a" }, { limit: 2 })) pages.push(items.length);

    assert.deepEqual(pages, [2, 2, 1]);
  });

  it("ask for nothing where a transaction has no writes", async () => {
    const table = tableWith({});
    await table.transact({ list: "a" }, []);

    assert.deepEqual(table.calls, []);
  });

  it("can be asked whether they are there, by reading and by writing", async () => {
    const denied = { before: new TableError("Denied", "No.") };
    const table = tableWith({ read: [denied], write: [denied] });
    const asWriter = writesOf({ name: "things", layout, store: table.store, current: () => undefined });
    assert.equal((await met(table.check())).code, "Denied");
    assert.equal((await met(asWriter.check())).code, "Denied");

    assert.deepEqual([await table.check(), await asWriter.check()], [undefined, undefined]);
    assert.deepEqual(table.calls, ["read", "write", "read", "write"]);
    assert.deepEqual((await table.query({ list: "check" })).items, []);
  });

  it("say which of many writes were not made", async () => {
    const table = tableWith({ write: [{}, { before: new TableError("Denied", "No.") }] });
    const error = await met(
      table.writeMany([{ put: item }, { put: { ...item, name: "2" } }, { put: { ...item, name: "3" } }]),
    );

    assert.ok(error instanceof NotAllWritten);
    assert.deepEqual([error.code, error.applied, error.failed.map(({ index }) => index)], ["Denied", "no", [1]]);
    assert.match(error.message, /^Table "things": 1 of 3 writes were not made: No\.$/);
  });
});
