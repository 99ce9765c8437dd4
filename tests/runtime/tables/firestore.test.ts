import assert from "node:assert/strict";
import type { TableLayout } from "fourfold";
import type { Condition, RangeQuery } from "../../../kit/runtime/tables/store.ts";
import type { FirestoreValue } from "../../../kit/runtime/tables/stores/firestore/documents.ts";
import { ReadableFirestoreTable } from "../../../kit/runtime/tables/stores/firestore/readable.ts";
import { openCloud, type Scripted } from "../support/cloud.ts";
import { refused } from "./refused.ts";

const documents = "projects/p/databases/d/documents";
const path = `${documents}/orders`;
const layout: TableLayout = { key: ["userId", "id"], indexes: { byCoupon: ["coupon"] }, counters: [], expires: "ends" };
const key = (id: string) => ({ partition: "u", sort: id });
const put = (id: string, condition?: Condition) => ({
  ...{ key: key(id), put: { userId: "u", id }, stamp: "s" },
  ...(condition === undefined ? {} : { condition }),
});

const answer = (body: unknown, status = 200): Scripted => ({ status, body: JSON.stringify(body) });
const failure = (code: number, status: string, details: readonly object[] = []) => ({
  error: { code, status, message: "as the cloud says", details },
});
const document = (id: string, updateTime: string, fields: Readonly<Record<string, FirestoreValue>> = {}) => ({
  ...{ name: `${path}/u~${id}`, updateTime },
  fields: { userId: { stringValue: "u" }, id: { stringValue: id }, _version: { stringValue: "s" }, ...fields },
});
const unmet = answer(failure(409, "ALREADY_EXISTS"), 409);
const written = answer({ writeResults: [{ updateTime: "2026-01-02T00:00:00Z" }] });
const [first, second] = ["2026-01-01T00:00:00.000001Z", "2026-01-01T00:00:00.000002Z"];
const over = { ends: { integerValue: "1000000000" } };

/** A table, and what Firestore has been asked. */
const openTable = (...answers: readonly [Scripted, ...Scripted[]]) => openTableOf(layout, ...answers);

async function openTableOf(layout: TableLayout, ...answers: readonly [Scripted, ...Scripted[]]) {
  const cloud = await openCloud(...answers);
  const store = new ReadableFirestoreTable(path, layout);
  const bodies = () => cloud.calls.map(({ body }) => JSON.parse(body));
  return { store, bodies, calls: cloud.calls, [Symbol.asyncDispose]: () => cloud[Symbol.asyncDispose]() };
}

describe("a table in Firestore", () => {
  // https://cloud.google.com/firestore/docs/use-rest-api#error_codes
  const errors: readonly (readonly [number, string, string, string])[] = [
    [400, "INVALID_ARGUMENT", "Invalid", "no"],
    [401, "UNAUTHENTICATED", "Denied", "no"],
    [403, "PERMISSION_DENIED", "Denied", "no"],
    [404, "NOT_FOUND", "NotFound", "no"],
    [409, "ABORTED", "Throttled", "no"],
    [429, "RESOURCE_EXHAUSTED", "Throttled", "no"],
    [499, "CANCELLED", "Unavailable", "unknown"],
    [500, "INTERNAL", "Unavailable", "unknown"],
    [503, "UNAVAILABLE", "Unavailable", "unknown"],
    [504, "DEADLINE_EXCEEDED", "Unavailable", "unknown"],
  ];
  for (const [code, status, means, applied] of errors) {
    it(`says ${means} for ${status}`, async () => {
      await using table = await openTable(answer(failure(code, status), code));
      const error = await refused(means as "Invalid", () => table.store.write(put("1")));

      assert.deepEqual([error.applied, error.message], [applied, `${status}: as the cloud says`]);
    });
  }

  it("says when it is to be asked again", async () => {
    const info = { "@type": "type.googleapis.com/google.rpc.RetryInfo", retryDelay: "1.5s" };
    await using table = await openTable(answer(failure(429, "RESOURCE_EXHAUSTED", [{}, info]), 429));

    assert.equal((await refused("Throttled", () => table.store.write(put("1")))).retryAfter, 1_500);
  });

  it("takes nothing for done that something else than Firestore has answered", async () => {
    await using table = await openTable({ status: 503, body: "{}" }, { status: 502, body: "<html>" });

    for (const _ of [1, 2])
      assert.equal((await refused("Unavailable", () => table.store.write(put("1")))).applied, "unknown");
  });

  it("fails when an error follows documents", async () => {
    await using table = await openTable(answer([{ found: document("1", first) }, failure(503, "UNAVAILABLE")]));

    await refused("Unavailable", () => table.store.read([key("1"), key("2")]));
  });

  it("reads documents in the order of their keys, whatever that of the answers is", async () => {
    const answers = [{ missing: `${path}/u~2` }, { found: document("3", second) }, { found: document("1", first) }];
    await using table = await openTable(answer(answers));
    const records = await table.store.read(["1", "2", "3"].map(key));

    assert.deepEqual(
      records.map((record) => record?.version),
      [first, undefined, second],
    );
  });

  const query: RangeQuery = { names: ["userId", "id"], partition: "u", range: {}, descending: false, limit: 2 };

  it("begins a page behind the record before, in the direction of the question, up to the end of a prefix", async () => {
    await using table = await openTable(
      answer([{ document: document("b1", first) }, { document: document("b", first) }]),
    );
    const after = { userId: "u", id: "b2" };
    const found = await table.store.find({ ...query, range: { prefix: "b" }, descending: true, after });
    const { startAt, orderBy, where } = table.bodies()[0].structuredQuery;

    assert.deepEqual([found.records.length, found.isEnd], [2, false]);
    assert.deepEqual(startAt, { values: [{ stringValue: "b2" }, { referenceValue: `${path}/u~b2` }], before: false });
    assert.deepEqual(
      orderBy,
      ["id", "__name__"].map((fieldPath) => ({ field: { fieldPath }, direction: "DESCENDING" })),
    );
    const filters = where.compositeFilter.filters.map(
      ({ fieldFilter: { op, value } }: { readonly fieldFilter: Readonly<Record<string, FirestoreValue>> }) => [
        op,
        value?.stringValue,
      ],
    );
    assert.deepEqual(filters, [
      ["EQUAL", "u"],
      ["GREATER_THAN_OR_EQUAL", "b"],
      ["LESS_THAN", "c"],
    ]);
  });

  it("is at the end where there are less documents than it has asked for, and where there are none", async () => {
    await using table = await openTable(answer([{ document: document("1", first) }]), answer([{ readTime: first }]));

    assert.deepEqual(
      [(await table.store.find(query)).isEnd, await table.store.find(query)],
      [true, { records: [], isEnd: true }],
    );
  });

  it("asks in the one order that an index without a sorted property has", async () => {
    await using table = await openTable(answer([{ readTime: first }]));
    const after = { userId: "u", id: "1" };
    await table.store.find({ ...query, index: "byCoupon", names: ["coupon"], descending: true, after });
    const { startAt, orderBy } = table.bodies()[0].structuredQuery;

    assert.deepEqual(orderBy, [{ field: { fieldPath: "__name__" }, direction: "ASCENDING" }]);
    assert.deepEqual(startAt.values, [{ referenceValue: `${path}/u~1` }]);
  });

  // https://cloud.google.com/firestore/docs/query-data/indexing
  it("does not take a missing index for a condition that is not met", async () => {
    await using table = await openTable(answer([failure(400, "FAILED_PRECONDITION")], 400));

    await refused("Invalid", () => table.store.find(query));
  });

  it("puts in the place of a record that has expired, by its version", async () => {
    await using table = await openTable(unmet, answer([{ found: document("1", first, over) }]), written);

    assert.equal(await table.store.write(put("1", "absent")), "2026-01-02T00:00:00Z");
    const [one, , other] = table.bodies();
    assert.deepEqual(one.writes[0].currentDocument, { exists: false });
    assert.deepEqual(other.writes[0].currentDocument, { updateTime: first });
  });

  it("looks at nothing where one write can only mean one thing", async () => {
    await using table = await openTable(answer(failure(400, "FAILED_PRECONDITION"), 400));
    await refused("Conflict", () => table.store.write(put("1", { version: first })));

    assert.equal(table.calls.length, 1);
  });

  it("asks for a version of another cloud as for one that no document has", async () => {
    await using table = await openTable(answer(failure(400, "FAILED_PRECONDITION"), 400));
    await refused("Conflict", () => table.store.write(put("1", { version: '"0x8D"' })));

    assert.deepEqual(table.bodies()[0].writes[0].currentDocument, { updateTime: "1970-01-01T00:00:01Z" });
  });

  it("asks for a version that has expired as for one that no document has, and for another without its end", async () => {
    await using table = await openTable(answer(failure(400, "FAILED_PRECONDITION"), 400));
    for (const end of [1_000_000_000, 4_000_000_000]) {
      await refused("Conflict", () => table.store.write(put("1", { version: `${first} ${end}` })));
    }

    const asked = table.bodies().map(({ writes }) => writes[0].currentDocument.updateTime);
    assert.deepEqual(asked, ["1970-01-01T00:00:01Z", first]);
  });

  it("keeps counters beside an item, and raises them without reading", async () => {
    const counters = { name: `${documents}/orders~counters/u~1`, updateTime: first };
    await using table = await openTable(
      answer({ writeResults: [{ updateTime: first, transformResults: [{ integerValue: "7" }] }] }),
      answer([{ found: { ...counters, fields: { views: { integerValue: "7" } } } }]),
      answer([{ missing: counters.name }]),
    );

    assert.equal(await table.store.add(key("1"), "views", 3), 7);
    assert.deepEqual(await table.store.counters(key("1")), { views: 7 });
    assert.deepEqual(await table.store.counters(key("1")), {});
    const [raise, read] = table.bodies();
    assert.deepEqual(raise.writes[0].updateTransforms, [{ fieldPath: "views", increment: { integerValue: "3" } }]);
    assert.deepEqual([raise.writes[0].update.name, read.documents], [counters.name, [counters.name]]);
  });

  it("sets a counter back that is beyond its end, and says where that has failed that it is not known", async () => {
    const raised = (integerValue: string) => answer({ writeResults: [{ transformResults: [{ integerValue }] }] });
    const over = "9007199254740993";
    await using table = await openTable(
      ...[
        raised(over),
        raised("9007199254740990"),
        raised(`-${over}`),
        answer(failure(429, "RESOURCE_EXHAUSTED"), 429),
      ],
    );

    await refused("Conflict", () => table.store.add(key("1"), "views", 3));
    const error = await refused("Unavailable", () => table.store.add(key("1"), "views", -3));

    assert.equal(error.applied, "unknown");
    const by = table.bodies().map(({ writes }) => writes[0].updateTransforms[0].increment.integerValue);
    assert.deepEqual(by, ["3", "-3", "-3", "3"]);
  });

  it("deletes with an item its counters, after all items", async () => {
    await using table = await openTableOf({ ...layout, counters: ["views"] }, written);

    await table.store.transact([{ key: key("1"), stamp: "s", condition: { version: first } }, put("2")]);

    const [{ writes }] = table.bodies();
    assert.deepEqual(writes[0], { delete: `${path}/u~1`, currentDocument: { updateTime: first } });
    assert.equal(writes[1].update.name, `${path}/u~2`);
    assert.deepEqual(writes.slice(2), [{ delete: `${documents}/orders~counters/u~1` }]);
  });

  const together = [put("1"), put("2", "absent"), put("3", { version: first })];

  it("finds which of several conditions is not met", async () => {
    const stored = [document("3", second), document("2", first, over), document("1", first)];
    await using table = await openTable(unmet, answer(stored.map((found) => ({ found }))));

    assert.equal((await refused("Conflict", () => table.store.transact(together))).index, 2);
  });

  it("lets itself be asked again where all conditions are met by then, and not again", async () => {
    const stored = answer([{ found: document("3", first) }, { found: document("2", second, over) }]);
    await using table = await openTable(unmet, stored, unmet);
    const error = await refused("Throttled", () => table.store.transact(together));

    assert.deepEqual([error.applied, table.calls.length], ["no", 3]);
    assert.deepEqual(
      table.bodies()[2].writes.map(({ currentDocument }: { readonly currentDocument?: object }) => currentDocument),
      [undefined, { updateTime: second }, { updateTime: first }],
    );
  });
});
