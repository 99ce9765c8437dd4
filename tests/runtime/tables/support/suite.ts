import assert from "node:assert/strict";
import { TableError, type TableErrorCode } from "../../../../kit/runtime/tables/errors.ts";
import { type AnyTable, type LayoutName, layoutOf, type OpenStore, tableOf } from "./tables.ts";

const throws = async (code: TableErrorCode, work: () => Promise<unknown>): Promise<TableError> => {
  const error = await work().then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof TableError, `${error}`);
  assert.equal(error.code, code, error.message);
  return error;
};

/** What a store does by itself, whichever cloud keeps it: each of these runs on all of them, and on the one in memory. */
export function describeStore(title: string, open: OpenStore): void {
  describe(`tables of ${title}`, () => {
    const tables = new Map<LayoutName, AnyTable>();
    let count = 0;
    before(async () => {
      for (const name of ["users", "orders", "plain"] as const) {
        const layout = layoutOf(name);
        tables.set(name, tableOf(layout, await open(layout)));
      }
    });
    const tableNamed = (name: LayoutName): AnyTable => {
      const table = tables.get(name);
      assert.ok(table);
      return table;
    };
    /** A partition that no other test knows. */
    const another = (): string => `${++count} of ${title}`;

    it("keep an item as it was put", async () => {
      const users = tableNamed("users");
      const item = {
        id: another(),
        text: 'it\'s "odd" \\ / # ? % & + é \u{1F600} \uFFFD \u2028\n\t\u0001',
        empty: "",
        numbers: [0, 1, -1, 1.5, 0.1, 1e21, 123456789012, -9007199254740991, 1e-7, 9.5e125],
        flags: [true, false, null],
        nested: { list: [{ a: 1 }, {}, "x"], "a b": { "c.d": { "e`f": "g" } } },
      };
      await users.put(item);

      assert.deepEqual((await users.get({ id: item.id }))?.value, item);
    });

    it("find nothing where nothing was put", async () => {
      const missing = another();
      assert.equal(await tableNamed("users").get({ id: missing }), undefined);
      assert.deepEqual(await tableNamed("orders").query({ userId: missing }), { items: [] });
      assert.deepEqual(await tableNamed("orders").counters({ userId: missing, id: "1" }), { attempts: 0, views: 0 });
    });

    it("put in place of the whole item, with another version each time", async () => {
      const users = tableNamed("users");
      const id = another();
      const first = await users.put({ id, a: 1, b: 2 });
      const second = await users.put({ id, a: 1 });
      const third = await users.put({ id, a: 1 });

      assert.equal(new Set([first, second, third].map(({ version }) => version)).size, 3);
      assert.deepEqual(await users.get({ id }), { value: { id, a: 1 }, version: third.version });
    });

    it("put only where there is none, if asked", async () => {
      const users = tableNamed("users");
      const id = another();
      await users.put({ id, a: 1 }, { ifAbsent: true });
      const error = await throws("Conflict", () => users.put({ id, a: 2 }, { ifAbsent: true }));

      assert.equal(error.applied, "no");
      assert.deepEqual((await users.get({ id }))?.value, { id, a: 1 });
      await users.delete({ id });
      await users.put({ id, a: 3 }, { ifAbsent: true });
    });

    it("let one of many put where there is none", async () => {
      const users = tableNamed("users");
      const id = another();
      const results = await Promise.allSettled(
        Array.from({ length: 10 }, (_, by) => users.put({ id, by }, { ifAbsent: true })),
      );

      const by = results.findIndex(({ status }) => status === "fulfilled");
      assert.equal(results.filter(({ status }) => status === "fulfilled").length, 1);
      assert.deepEqual((await users.get({ id }))?.value, { id, by });
    });

    it("put and delete only a version, if asked", async () => {
      const users = tableNamed("users");
      const id = another();
      const { version: old } = await users.put({ id, a: 1 });
      const { version } = await users.put({ id, a: 2 }, { ifVersion: old });
      await throws("Conflict", () => users.put({ id, a: 3 }, { ifVersion: old }));
      await throws("Conflict", () => users.delete({ id }, { ifVersion: old }));
      await users.delete({ id }, { ifVersion: version });

      assert.equal(await users.get({ id }), undefined);
      await throws("Conflict", () => users.put({ id, a: 3 }, { ifVersion: version }));
      await throws("Conflict", () => users.delete({ id }, { ifVersion: version }));
    });

    it("tell an item that was put again after its deletion from the one before, and equal ones from each other", async () => {
      const users = tableNamed("users");
      const id = another();
      const { version } = await users.put({ id });
      await users.put({ id });
      await throws("Conflict", () => users.put({ id, a: 1 }, { ifVersion: version }));
      await users.delete({ id });
      await users.put({ id });

      await throws("Conflict", () => users.put({ id, a: 1 }, { ifVersion: version }));
    });

    it("delete what is not there without complaint", async () => {
      await tableNamed("users").delete({ id: another() });
      await tableNamed("orders").delete({ userId: another(), id: "1" });
    });

    it("update by many at the same time, and lose no change", async () => {
      const users = tableNamed("users");
      const id = another();
      await users.put({ id, count: 0 });
      const add = () => users.update({ id }, (item) => ({ ...item, count: Number(item.count) + 1 }));
      await Promise.all(Array.from({ length: 4 }, add));

      assert.equal((await users.get({ id }))?.value.count, 4);
      assert.equal(await users.update({ id: another() }, (item) => item), undefined);
    });

    it("count beside an item, by many at the same time", async () => {
      const users = tableNamed("users");
      const id = another();
      const raised = await Promise.all(Array.from({ length: 8 }, () => users.increment({ id }, "logins")));
      const { version } = await users.put({ id, a: 1 }, { ifAbsent: true });
      await users.increment({ id }, "logins", 10);
      await users.increment({ id }, "logins", -3);
      await users.put({ id, a: 2 }, { ifVersion: version });

      assert.deepEqual(
        raised.toSorted((a, b) => a - b),
        [1, 2, 3, 4, 5, 6, 7, 8],
      );
      assert.deepEqual(await users.counters({ id }), { logins: 15 });
      assert.deepEqual((await users.get({ id }))?.value, { id, a: 2 });
      await users.delete({ id });
      assert.deepEqual(await users.counters({ id }), { logins: 0 });
    });

    it("keep the counters of each item apart, and each counter", async () => {
      const orders = tableNamed("orders");
      const userId = another();
      await orders.increment({ userId, id: "1" }, "attempts", 5);
      await orders.increment({ userId, id: "1" }, "views");
      await orders.increment({ userId, id: "2" }, "views", 2);

      assert.deepEqual(await orders.counters({ userId, id: "1" }), { attempts: 5, views: 1 });
      assert.deepEqual(await orders.counters({ userId, id: "2" }), { attempts: 0, views: 2 });
      assert.deepEqual(await orders.query({ userId }), { items: [] });
    });

    it("sort a partition by UTF-8 bytes, in both directions", async () => {
      const plain = tableNamed("plain");
      const list = another();
      // U+FFFD has smaller bytes than an emoji, and a larger UTF-16 unit.
      const sorted = [
        " ",
        "#",
        "%",
        "/",
        "/a",
        "A",
        "Z",
        "_",
        "a",
        "a ",
        "a/b",
        "aa",
        "ab",
        "b",
        "é",
        "\uFFFD",
        "\u{1F600}",
      ];
      for (const name of sorted.toSorted(() => Math.random() - 0.5)) await plain.put({ list, name });
      const namesOf = async (order: "ascending" | "descending") =>
        (await plain.query({ list }, { order })).items.map(({ value }) => value.name);

      assert.deepEqual(await namesOf("ascending"), sorted);
      assert.deepEqual(await namesOf("descending"), sorted.toReversed());
    });

    it("find parts of a partition", async () => {
      const plain = tableNamed("plain");
      const list = another();
      const names = ["a", "a1", "a2", "b", "b\u{1F600}", "b\uFFFD", "c"];
      for (const name of names) await plain.put({ list, name });
      const find = async (range: object) => (await plain.query({ list }, range)).items.map(({ value }) => value.name);

      assert.deepEqual(await find({ prefix: "a" }), ["a", "a1", "a2"]);
      assert.deepEqual(await find({ prefix: "b\u{1F600}" }), ["b\u{1F600}"]);
      assert.deepEqual(await find({ prefix: "d" }), []);
      assert.deepEqual(await find({ prefix: "" }), ["a", "a1", "a2", "b", "b\uFFFD", "b\u{1F600}", "c"]);
      assert.deepEqual(await find({ from: "a1", to: "b" }), ["a1", "a2", "b"]);
      assert.deepEqual(await find({ from: "a3" }), ["b", "b\uFFFD", "b\u{1F600}", "c"]);
      assert.deepEqual(await find({ to: "a1" }), ["a", "a1"]);
      assert.deepEqual(await find({ from: "c", to: "a" }), []);
      assert.deepEqual(await find({ from: "a1", order: "descending", limit: 2 }), ["c", "b\u{1F600}"]);
    });

    it("page through a partition, with a cursor only where there is more", async () => {
      const plain = tableNamed("plain");
      const list = another();
      const names = Array.from({ length: 7 }, (_, at) => `n${at}`);
      for (const name of names) await plain.put({ list, name });

      const pages: unknown[][] = [];
      for await (const { items } of plain.query({ list }, { limit: 3 }))
        pages.push(items.map(({ value }) => value.name));
      assert.deepEqual(pages, [names.slice(0, 3), names.slice(3, 6), names.slice(6)]);
      const exact = await plain.query({ list }, { limit: 7 });
      assert.deepEqual([exact.items.length, exact.cursor], [7, undefined]);
      const back: unknown[] = [];
      for await (const { items } of plain.query({ list }, { limit: 2, order: "descending" })) {
        back.push(...items.map(({ value }) => value.name));
      }
      assert.deepEqual(back, names.toReversed());
    });

    it("refuse a cursor of another question, and what is not one", async () => {
      const plain = tableNamed("plain");
      const list = another();
      for (const name of ["a", "b"]) await plain.put({ list, name });
      const { cursor = "" } = await plain.query({ list }, { limit: 1 });

      await throws("Invalid", () => plain.query({ list: another() }, { limit: 1, cursor }));
      await throws("Invalid", () => plain.query({ list }, { limit: 1, order: "descending", cursor }));
      await throws("Invalid", () => plain.query({ list }, { limit: 1, cursor: `${cursor}x` }));
      await throws("Invalid", () => plain.query({ list }, { limit: 1, cursor: "none" }));
      assert.equal((await plain.query({ list }, { limit: 5, cursor })).items.length, 1);
    });

    it("find items by an index, those without its properties left out", async () => {
      const orders = tableNamed("orders");
      const [userId, status] = [another(), another()];
      const put = (id: string, more: object) => orders.put({ userId, id, ...more });
      await put("1", { status, placedAt: "2026-03" });
      await put("2", { status, placedAt: "2026-01" });
      await put("3", { status });
      await put("4", { placedAt: "2026-02" });
      await put("5", { status, placedAt: "2026-02" });
      const find = async (range: object = {}) =>
        (await orders.queryIndex("byStatus", { status }, range)).items.map(({ value }) => value.id);

      assert.deepEqual(await find(), ["2", "5", "1"]);
      assert.deepEqual(await find({ order: "descending", limit: 2 }), ["1", "5"]);
      assert.deepEqual(await find({ prefix: "2026-02" }), ["5"]);
      assert.deepEqual(await find({ from: "2026-02" }), ["5", "1"]);
      await put("2", { status: another(), placedAt: "2026-01" });
      await orders.delete({ userId, id: "5" });
      assert.deepEqual(await find(), ["1"]);
    });

    it("page through an index over many partitions, also where values are alike", async () => {
      const [users, orders] = [tableNamed("users"), tableNamed("orders")];
      const [email, status] = [another(), another()];
      const ids = Array.from({ length: 11 }, (_, at) => `${email}/${at}`);
      for (const id of ids) {
        await users.put({ id, email });
        await orders.put({ userId: id, id: "1", status, placedAt: "2026-01" });
      }

      const found: unknown[] = [];
      for await (const { items } of users.queryIndex("byEmail", { email }, { limit: 4 })) {
        found.push(...items.map(({ value }) => value.id));
      }
      assert.deepEqual(found.toSorted(), ids.toSorted());
      const alike: unknown[] = [];
      for await (const { items } of orders.queryIndex("byStatus", { status }, { limit: 3, order: "descending" })) {
        alike.push(...items.map(({ value }) => value.userId));
      }
      assert.deepEqual(alike.toSorted(), ids.toSorted());
    });

    it("get many, in the order that was asked for, each as often as it was", async () => {
      const orders = tableNamed("orders");
      const userId = another();
      for (const id of ["1", "2"]) await orders.put({ userId, id });
      const keys = ["2", "none", "1", "2"].map((id) => ({ userId, id }));

      assert.deepEqual(
        (await orders.getMany(keys)).map((stored) => stored?.value.id),
        ["2", undefined, "1", "2"],
      );
      assert.deepEqual(await orders.getMany([]), []);
    });

    it("get a hundred large items", async () => {
      const plain = tableNamed("plain");
      const list = another();
      const text = "x".repeat(300_000);
      const keys = Array.from({ length: 60 }, (_, at) => ({ list, name: `n${at}` }));
      await plain.writeMany(keys.map((key) => ({ put: { ...key, text } })));

      const found = await plain.getMany(keys);
      assert.deepEqual(
        found.map((stored) => stored?.value.name),
        keys.map(({ name }) => name),
      );
      let count = 0;
      for await (const { items } of plain.query({ list }, { limit: 50 })) count += items.length;
      assert.equal(count, 60);
    });

    it("do not find what has expired, and put in its place as if it were not there", async () => {
      const orders = tableNamed("orders");
      const [userId, status] = [another(), another()];
      const now = Math.floor(Date.now() / 1_000);
      const past = { userId, id: "1", status, placedAt: "1", expiresAt: now - 10 };
      await orders.put(past);
      await orders.put({ ...past, id: "2", expiresAt: now + 1_000 });
      await orders.put({ userId, id: "3", status, placedAt: "1" });

      assert.equal(await orders.get({ userId, id: "1" }), undefined);
      const idsOf = (items: readonly { readonly value: Readonly<Record<string, unknown>> }[]) =>
        items.map(({ value }) => value.id);
      assert.deepEqual(idsOf((await orders.query({ userId })).items), ["2", "3"]);
      assert.deepEqual(idsOf((await orders.queryIndex("byStatus", { status })).items).toSorted(), ["2", "3"]);
      await orders.put({ userId, id: "1" }, { ifAbsent: true });
      await throws("Conflict", () => orders.put({ userId, id: "2" }, { ifAbsent: true }));
    });

    it("make all writes of a partition, or none", async () => {
      const orders = tableNamed("orders");
      const userId = another();
      const { version } = await orders.put({ userId, id: "1", n: 1 });
      await orders.put({ userId, id: "2", n: 1 });
      await orders.increment({ userId, id: "2" }, "views");
      await orders.transact({ userId }, [
        { put: { userId, id: "1", n: 2 }, ifVersion: version },
        { delete: { userId, id: "2" } },
        { put: { userId, id: "3", n: 2 }, ifAbsent: true },
        { delete: { userId, id: "none" } },
      ]);
      const kept = async () =>
        (await orders.query({ userId })).items.map(({ value }) => `${value.id}:${value.n}`).join(" ");
      assert.equal(await kept(), "1:2 3:2");
      assert.deepEqual(await orders.counters({ userId, id: "2" }), { attempts: 0, views: 0 });

      const error = await throws("Conflict", () =>
        orders.transact({ userId }, [
          { delete: { userId, id: "1" } },
          { put: { userId, id: "4", n: 3 } },
          { put: { userId, id: "3", n: 3 }, ifAbsent: true },
        ]),
      );
      assert.deepEqual([error.index, error.applied], [2, "no"]);
      await throws("Conflict", () =>
        orders.transact({ userId }, [
          { put: { userId, id: "4", n: 3 } },
          { delete: { userId, id: "1" }, ifVersion: version },
        ]),
      );
      assert.equal(await kept(), "1:2 3:2");
    });

    it("make 25 writes together, and no more", async () => {
      const plain = tableNamed("plain");
      const list = another();
      const writes = Array.from({ length: 25 }, (_, at) => ({ put: { list, name: `n${at}` } }));
      await plain.transact({ list }, writes);
      await throws("Invalid", () => plain.transact({ list }, [...writes, { put: { list, name: "more" } }]));
      await throws("Invalid", () =>
        plain.transact({ list }, [{ put: { list, name: "a" } }, { delete: { list, name: "a" } }]),
      );
      const foreign = await throws("Invalid", () =>
        plain.transact({ list }, [{ put: { list, name: "a" } }, { put: { list: "other", name: "a" } }]),
      );

      assert.equal(foreign.index, 1);
      assert.equal((await plain.query({ list })).items.length, 25);
    });

    it("write many, and say which were not written", async () => {
      const orders = tableNamed("orders");
      const userId = another();
      await orders.put({ userId, id: "7" });
      const writes = Array.from({ length: 40 }, (_, at) => ({ put: { userId, id: String(at) }, ifAbsent: true }));
      const error = await throws("Conflict", () => orders.writeMany(writes));

      assert.deepEqual(
        "failed" in error && (error.failed as readonly { index: number }[]).map(({ index }) => index),
        [7],
      );
      assert.equal((await orders.query({ userId })).items.length, 40);
      await orders.writeMany(writes.map(({ put: { id } }) => ({ delete: { userId, id } })));
      assert.deepEqual((await orders.query({ userId })).items, []);
    });

    it("take keys and items of the largest size", async () => {
      const orders = tableNamed("orders");
      const userId = another().padEnd(500, "k");
      for (const id of ["\u{1F600}".repeat(125), "/".repeat(500), "\uFFFD".repeat(166)]) {
        const item = { userId, id, status: "s".repeat(500), placedAt: "/".repeat(500) };
        await orders.put(item);
        await orders.increment({ userId, id }, "views");
        assert.deepEqual((await orders.get({ userId, id }))?.value, item);
        assert.deepEqual(await orders.counters({ userId, id }), { attempts: 0, views: 1 });
      }
      const room = 350_000 - JSON.stringify({ userId, id: "1", text: "" }).length;
      const escaped = { userId, id: "1", text: "\u0001".repeat(Math.floor(room / 6)) };
      await orders.put(escaped);
      assert.deepEqual((await orders.get({ userId, id: "1" }))?.value, escaped);
      await orders.put({ userId, id: "1", text: "x".repeat(room) });
      await throws("TooLarge", () => orders.put({ userId, id: "1", text: "x".repeat(room + 1) }));
    });

    it("take items as deep as 20 levels, and lists of many small values", async () => {
      const users = tableNamed("users");
      const nested = (depth: number): unknown => (depth === 0 ? 1 : { a: nested(depth - 1) });
      const id = another();
      const deep = { id, a: nested(19) };
      await users.put(deep);
      assert.deepEqual((await users.get({ id }))?.value, deep);
      await throws("Invalid", () => users.put({ id, a: nested(20) }));
      const many = { id, list: Array.from({ length: 25_000 }, (_, at) => at) };
      await users.put(many);
      assert.deepEqual((await users.get({ id }))?.value, many);
    });
  });
}
