import assert from "node:assert/strict";
import { openDatabase } from "../../../kit/simulator/control/database.ts";
import { DurableStore } from "../../../kit/simulator/control/store.ts";
import { type DocumentEvent, Documents } from "../../../kit/simulator/engines/documents.ts";
import { createFakeClock, type FakeClock } from "../../../kit/simulator/index.ts";

describe("documents", () => {
  let clock: FakeClock;
  let database: ReturnType<typeof openDatabase>;
  let documents: Documents;
  const open = () =>
    new Documents({
      clock,
      store: new DurableStore(database),
      removal: (collection) => (collection === "short" ? ({ content }) => Number(content.until) : undefined),
    });
  beforeEach(() => {
    clock = createFakeClock();
    database = openDatabase(":memory:");
    documents = open();
  });
  afterEach(() => database.close());

  const at = (partition: string, id: string) => ({ partition, id });
  const idsIn = (partition: string, collection = "orders") =>
    documents.inPartition(collection, partition).map(({ id }) => id);

  it("keep contents with their times, also over a restart", () => {
    const put = documents.put("orders", at("ann", "1"), { total: 3 });
    clock.advance(1_000);
    const again = documents.put("orders", at("ann", "1"), { total: 4 });

    documents = open();

    assert.deepEqual(documents.find("orders", at("ann", "1")), again);
    assert.deepEqual([again.content, again.created, again.modified], [{ total: 4 }, put.created, put.created + 1_000]);
  });

  it("keep collections and partitions apart, whatever their names are", () => {
    documents.put("a", at("b/c", "d"), { is: 1 });
    documents.put("a", at("b", "c/d"), { is: 2 });
    documents.put("a/b", at("c", "d"), { is: 3 });

    documents = open();

    assert.deepEqual(documents.find("a", at("b/c", "d"))?.content, { is: 1 });
    assert.deepEqual(documents.find("a", at("b", "c/d"))?.content, { is: 2 });
    assert.deepEqual(
      documents.all("a/b").map(({ content }) => content),
      [{ is: 3 }],
    );
  });

  it("list a partition in the order of the ids' UTF-8 bytes", () => {
    // U+FFFD has smaller bytes than an emoji, and a larger UTF-16 unit.
    for (const id of ["b", "\u{1F600}", "a", "\uFFFD", ""]) documents.put("orders", at("ann", id), {});
    documents.put("orders", at("bob", "c"), {});

    assert.deepEqual(idsIn("ann"), ["", "a", "b", "\uFFFD", "\u{1F600}"]);
    documents.remove("orders", at("ann", "a"));
    assert.deepEqual(idsIn("ann"), ["", "b", "\uFFFD", "\u{1F600}"]);
  });

  it("give each content a revision of its own, even at one time and after a removal", () => {
    const first = documents.put("orders", at("ann", "1"), {});
    const second = documents.put("orders", at("ann", "1"), {});
    documents.remove("orders", at("ann", "1"));
    const third = documents.put("orders", at("ann", "1"), {});

    assert.ok(first.revision < second.revision && second.revision < third.revision);
  });

  it("make all changes of a step or none", () => {
    documents.put("orders", at("ann", "1"), { total: 1 });
    const circle: Record<string, unknown> = {};
    circle.self = circle;

    assert.throws(() =>
      documents.change("orders", [
        { remove: at("ann", "1") },
        { put: at("ann", "2"), content: {} },
        { put: at("ann", "3"), content: circle },
      ]),
    );

    assert.deepEqual(idsIn("ann"), ["1"]);
    documents = open();
    assert.deepEqual(idsIn("ann"), ["1"]);
  });

  it("answer what each change of a step has left, in their order", () => {
    const left = documents.change("orders", [
      { put: at("ann", "1"), content: { total: 1 } },
      { put: at("ann", "1"), content: { total: 2 } },
      { remove: at("ann", "1") },
      { put: at("ann", "2"), content: { total: 3 } },
    ]);

    assert.deepEqual(
      left.map((document) => document?.content.total),
      [1, 2, undefined, 3],
    );
    assert.deepEqual(idsIn("ann"), ["2"]);
  });

  it("change in several collections as one step", () => {
    documents.put("users", at("ann", "1"), { orders: 0 });
    const circle: Record<string, unknown> = {};
    circle.self = circle;
    const put = (content: Record<string, unknown>) =>
      documents.changeIn([
        ["users", { put: at("ann", "1"), content: { orders: 1 } }],
        ["orders", { put: at("ann", "1"), content }],
      ]);

    assert.throws(() => put(circle), TypeError);
    assert.deepEqual([documents.find("users", at("ann", "1"))?.content, idsIn("ann")], [{ orders: 0 }, []]);

    put({ total: 1 });
    documents = open();
    assert.deepEqual([documents.find("users", at("ann", "1"))?.content, idsIn("ann")], [{ orders: 1 }, ["1"]]);
  });

  it("tell of each document that has changed", () => {
    const told: DocumentEvent[] = [];
    const end = documents.watch((event) => void told.push(event));
    documents.put("orders", at("ann", "1"), { total: 1 });
    documents.change("orders", [{ put: at("ann", "1"), content: { total: 2 } }]);
    documents.remove("orders", at("ann", "1"));
    documents.remove("orders", at("ann", "1"));
    end();
    documents.put("orders", at("ann", "2"), {});

    const totals = told.map(({ before, after }) => [before?.content.total, after?.content.total]);
    assert.deepEqual(totals, [
      [undefined, 1],
      [1, 2],
      [2, undefined],
    ]);
  });

  it("tell what was there before a step, and nothing of what only a part of it made", () => {
    const told: DocumentEvent[] = [];
    documents.watch((event) => void told.push(event));
    documents.change("orders", [
      { put: at("ann", "1"), content: { total: 1 } },
      { put: at("ann", "1"), content: { total: 2 } },
      { put: at("ann", "2"), content: {} },
      { remove: at("ann", "2") },
    ]);

    assert.deepEqual(
      told.map(({ before, after }) => [before, after?.content.total]),
      [[undefined, 2]],
    );
  });

  it("are removed when their time is over, and told of", () => {
    const told: DocumentEvent[] = [];
    documents.watch((event) => void told.push(event));
    documents.put("short", at("ann", "1"), { until: clock.now() + 1_000 });
    documents.put("short", at("ann", "2"), { until: clock.now() + 2_000 });

    clock.advance(1_000);

    assert.equal(documents.find("short", at("ann", "1")), undefined);
    assert.deepEqual(idsIn("ann", "short"), ["2"]);
    assert.equal(told.at(-1)?.before?.id, "1");
    assert.deepEqual([...new DurableStore(database).values("documents/").keys()], ["documents/short/ann/2"]);
    documents = open();
    assert.deepEqual(idsIn("ann", "short"), ["2"]);
  });

  it("go with their collection, and with no other", () => {
    documents.put("orders", at("ann", "1"), {});
    documents.put("users", at("ann", "1"), {});

    documents.drop("orders");

    assert.deepEqual([documents.all("orders"), documents.all("users").length], [[], 1]);
    documents = open();
    assert.deepEqual([documents.all("orders"), documents.all("users").length], [[], 1]);
  });
});
