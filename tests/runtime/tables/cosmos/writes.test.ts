import assert from "node:assert/strict";
import type { TableLayout } from "fourfold";
import type { TableErrorCode } from "../../../../kit/runtime/tables/errors.ts";
import type { RecordWrite } from "../../../../kit/runtime/tables/store.ts";
import { refused } from "../refused.ts";
import { type Answered, containerWith, item, key, layout, write } from "./container.ts";

describe("a table in Cosmos DB that is written", () => {
  it("says what its answers mean", async () => {
    const means: readonly (readonly [Answered, TableErrorCode, "no" | "unknown"])[] = [
      [{ status: 400 }, "Invalid", "no"],
      [{ status: 401 }, "Denied", "no"],
      [{ status: 403 }, "Denied", "no"],
      [{ status: 404 }, "NotFound", "no"],
      [{ status: 408 }, "Unavailable", "unknown"],
      [{ status: 410 }, "Unavailable", "unknown"],
      [{ status: 413 }, "TooLarge", "no"],
      [{ status: 449 }, "Throttled", "no"],
      [{ status: 503 }, "Unavailable", "unknown"],
    ];
    await using cosmos = await containerWith(...means.map(([answer]) => answer));
    const table = cosmos.open(layout);

    for (const [{ status }, code, applied] of means) {
      const error = await refused(code, () => table.write(write));
      assert.equal(error.applied, applied, `${status}`);
    }
  });

  it("tells an item that is not there from a container that is not", async () => {
    const missing = { status: 404, headers: { "x-ms-substatus": "1003" } };
    await using cosmos = await containerWith({ status: 404 }, missing);
    const table = cosmos.open(layout);

    assert.deepEqual(await table.read([key]), [undefined]);
    await refused("NotFound", () => table.read([key]));
  });

  it("says when it wants to be asked again", async () => {
    await using cosmos = await containerWith(
      {
        status: 429,
        headers: { "x-ms-retry-after-ms": "20" },
        body: { code: "429", message: "Request rate is large." },
      },
      { status: 207, body: [{ statusCode: 424 }, { statusCode: 429, retryAfterMilliseconds: 30 }] },
    );
    const table = cosmos.open(layout);

    const { retryAfter, message } = await refused("Throttled", () => table.write(write));
    assert.deepEqual([retryAfter, message], [20, "429: Request rate is large."]);
    const inBatch = await refused("Throttled", () => table.transact([write, write]));
    assert.deepEqual([inBatch.retryAfter, inBatch.index], [30, 1]);
  });

  it("says which of several writes was not made, whatever it took", async () => {
    const deletion = { key: { ...key, sort: "2" }, stamp: "s" };
    const conflict = { ...write, condition: { version: '"1"' } };
    const others = Array.from({ length: 4 }, () => ({ statusCode: 424 }));
    await using cosmos = await containerWith({ status: 207, body: [...others, { statusCode: 412 }] });

    const { index } = await refused("Conflict", () => cosmos.open(layout).transact([deletion, conflict]));
    assert.equal(index, 1);
  });

  it("puts in place of an item that has expired, without reading it", async () => {
    const taken = { status: 207, body: [{ statusCode: 424 }, { statusCode: 409 }] };
    await using cosmos = await containerWith(taken, { body: [{ statusCode: 201 }, { statusCode: 200 }] }, taken, {
      ...{ status: 207, body: [{ statusCode: 424 }, { statusCode: 404 }] },
    });
    const table = cosmos.open(layout);
    const writes: readonly RecordWrite[] = [write, { ...write, condition: "absent" }];

    await table.transact(writes);
    const types = cosmos.asked.map(({ body }) =>
      (body as readonly { readonly operationType: string }[]).map(({ operationType }) => operationType),
    );
    assert.deepEqual(types, [
      ["Upsert", "Create"],
      ["Upsert", "Patch"],
    ]);
    await refused("Throttled", () => table.transact(writes));
  });

  const plain: TableLayout = { key: layout.key, indexes: {}, counters: [] };
  const version = { condition: { version: '"1"' } } as const;
  const deletion: RecordWrite = { key, stamp: "s" };
  const isOver = /^from c where c\.item\["expiresAt"\] <= \d+$/;
  const isLive = /^from c where IS_DEFINED\(c\.item\["expiresAt"\]\) = false OR c\.item\["expiresAt"\] > \d+$/;

  it("writes an item without a batch where one request says it", async () => {
    await using cosmos = await containerWith({ headers: { etag: '"2"' } }, { headers: { etag: '"3"' } }, {}, {});
    const table = cosmos.open(plain);

    assert.equal(await table.write({ ...write, condition: "absent" }), '"2"');
    assert.equal(await table.write({ ...write, ...version }), '"3"');
    await table.write({ ...deletion, ...version });
    await table.write(deletion);
    assert.deepEqual(
      cosmos.asked.map(({ line, headers }) => [line, headers["x-ms-documentdb-is-upsert"], headers["if-match"]]),
      [
        ["POST /docs", undefined, undefined],
        ["PUT /docs/k31", undefined, '"1"'],
        ["DELETE /docs/k31", undefined, '"1"'],
        ["DELETE /docs/k31", undefined, undefined],
      ],
    );
  });

  it("takes an item that is not there for one of another version", async () => {
    await using cosmos = await containerWith({ status: 404 }, { status: 404 }, { status: 409 });
    const table = cosmos.open(plain);

    await refused("Conflict", () => table.write({ ...write, ...version }));
    await table.write(deletion);
    await refused("Conflict", () => table.write({ ...write, condition: "absent" }));
  });

  it("has a write depend on the time where items expire", async () => {
    const done = { body: [{ statusCode: 200, eTag: '"2"' }] };
    await using cosmos = await containerWith({ status: 409 }, done, done, done);
    const table = cosmos.open({ ...layout, counters: [] });

    assert.equal(await table.write({ ...write, condition: "absent" }), '"2"');
    await table.write({ ...write, ...version });
    await table.write({ ...deletion, ...version });
    const [over, live, deleted] = cosmos.asked.slice(1).map(({ body }) => body);
    assert.match(over[0].resourceBody.condition, isOver);
    assert.match(live[0].resourceBody.condition, isLive);
    assert.match(deleted[0].resourceBody.condition, isLive);
    assert.deepEqual([over[0].ifMatch, live[0].ifMatch, deleted[0].ifMatch], [undefined, '"1"', '"1"']);
    assert.equal(deleted[1].operationType, "Delete");
  });

  it("deletes with an item its counters, which may not be there", async () => {
    const done = { body: [{ statusCode: 200 }] };
    await using cosmos = await containerWith(done, done);
    const table = cosmos.open({ ...plain, counters: ["views"] });

    await table.write(deletion);
    await table.write({ ...deletion, ...version });
    const types = cosmos.asked.map(({ body }) =>
      body.map(
        ({ operationType, id, resourceBody }: { [name: string]: string } & { resourceBody?: { id: string } }) =>
          `${operationType} ${id ?? resourceBody?.id}`,
      ),
    );
    const counters = ["Upsert c31", "Delete c31"];
    assert.deepEqual(types, [
      ["Upsert k31", "Delete k31", ...counters],
      ["Delete k31", ...counters],
    ]);
  });

  it("reads the counters beside an item", async () => {
    await using cosmos = await containerWith({ body: { counters: { views: 3 } } }, { status: 404 });
    const table = cosmos.open(layout);

    assert.deepEqual([await table.counters(key), await table.counters(key)], [{ views: 3 }, {}]);
    assert.equal(cosmos.asked[0]?.line, "GET /docs/c31");
  });

  it("makes counters that are not there, unless somebody else has made them meanwhile", async () => {
    const missing = { status: 404 };
    await using cosmos = await containerWith(
      ...[missing, { status: 201 }],
      ...[missing, { status: 409 }, { body: { counters: { views: 5 } } }],
      ...[missing, { status: 409 }, missing],
    );
    const table = cosmos.open(layout);

    assert.equal(await table.add(key, "views", 2), 2);
    assert.equal(await table.add(key, "views", 2), 5);
    await refused("Throttled", () => table.add(key, "views", 2));
    assert.deepEqual(
      cosmos.asked.slice(0, 2).map(({ line }) => line),
      ["PATCH /docs/c31", "POST /docs"],
    );
  });

  it("raises counters that are there with one request, and says what making them was refused for", async () => {
    await using cosmos = await containerWith({ body: { counters: { views: 5 } } }, { status: 404 }, { status: 403 });
    const table = cosmos.open(layout);

    assert.equal(await table.add(key, "views", 2), 5);
    await refused("Denied", () => table.add(key, "views", 2));
    assert.deepEqual(
      cosmos.asked.map(({ line }) => line),
      ["PATCH /docs/c31", "PATCH /docs/c31", "POST /docs"],
    );
    const [raise] = cosmos.asked;
    assert.match(
      String(Object(raise?.body).condition),
      /IS_DEFINED\(c\.counters\["views"\]\) = false OR \(.* AND c\.counters\["views"\] <= 9007199254740989\)$/,
    );
  });

  it("takes an item of a batch that is not there for one of another version", async () => {
    const missing = { status: 207, body: [{ statusCode: 424 }, { statusCode: 404 }] };
    await using cosmos = await containerWith(missing);

    const { index } = await refused("Conflict", () => cosmos.open(plain).transact([write, { ...write, ...version }]));

    assert.equal(index, 1);
    const operations = cosmos.asked[0]?.body as readonly {
      readonly operationType: string;
      readonly ifMatch?: string;
    }[];
    assert.deepEqual(
      operations.map(({ operationType, ifMatch }) => [operationType, ifMatch]),
      [
        ["Upsert", undefined],
        ["Replace", '"1"'],
      ],
    );
  });

  it("keeps an item a day longer than it lasts, and for ever where the time is too long for it", async () => {
    const now = Math.floor(Date.now() / 1_000);
    const times = [now - 1_000, now + 1_000, now + 3_000_000_000, undefined];
    await using cosmos = await containerWith(...times.map(() => ({})));
    const table = cosmos.open(layout);

    for (const expiresAt of times) {
      await table.write({ ...write, put: { ...item, ...(expiresAt === undefined ? {} : { expiresAt }) } });
    }
    const ttls = cosmos.asked.map(({ body }) => (body as { readonly ttl: number }).ttl);
    assert.deepEqual(
      ttls.map((ttl) => (ttl < 0 ? ttl : Math.ceil(ttl / 100) * 100)),
      [86_400, 87_400, -1, -1],
    );
  });

  it("keeps texts in hexadecimal besides that could be sorted in another way than by bytes", async () => {
    await using cosmos = await containerWith({}, {});
    const table = cosmos.open(layout);

    await table.write({
      ...write,
      put: { ...item, placedAt: "\uFFFD", note: "\u{1F600}".repeat(200), list: ["\uFFFD"] },
    });
    await table.write(write);
    const copies = cosmos.asked.map(({ body }) => (body as { readonly hex?: object }).hex);
    assert.deepEqual(copies, [{ placedAt: "efbfbd" }, undefined]);
  });
});
