import assert from "node:assert/strict";
import type { Deployed, Deployment } from "../../deployment.ts";
import { accountId, deployWorker, openCloudflare, scriptInputs, scriptToken, worker, workersDev } from "../account.ts";
import { type Asked, ask, createDatabase, deployAsker, execute, rows } from "./databases.ts";

/** https://developers.cloudflare.com/d1/worker-api/ */
describe("cloudflare: a binding to a database", function bindings() {
  this.timeout(30_000);
  let cloudflare: Deployment;
  let database: Deployed;
  before(async () => {
    cloudflare = await openCloudflare();
    database = await createDatabase(cloudflare);
    await deployAsker(cloudflare, database.id);
    await execute(cloudflare, "CREATE TABLE items (id TEXT PRIMARY KEY, v)");
  });
  after(() => cloudflare.stop());
  afterEach(() => ask(cloudflare, [["DELETE FROM items"]]));

  it("runs statements, and says what they changed", async () => {
    const [inserted] = await ask(cloudflare, [
      ["INSERT INTO items VALUES (?, ?), (?, ?) RETURNING id", "a", 1, "b", 2],
    ]);
    const [again] = await ask(cloudflare, [
      ["INSERT INTO items VALUES (?, 3) ON CONFLICT DO NOTHING RETURNING id", "a"],
    ]);

    assert.deepEqual([inserted?.results, inserted?.meta.changes], [[{ id: "a" }, { id: "b" }], 2]);
    assert.deepEqual([again?.results, again?.meta.changes], [[], 0]);
    await assert.rejects(
      rows(cloudflare, "SELECT * FROM others"),
      /^Error: D1_ERROR: no such table: others: SQLITE_ERROR$/,
    );
    await assert.rejects(
      rows(cloudflare, "INSERT INTO items VALUES ('a', 1)"),
      /^Error: D1_ERROR: UNIQUE constraint failed: items\.id: SQLITE_CONSTRAINT/,
    );
    await assert.rejects(execute(cloudflare, "INSERTZ"), /^Error: D1_EXEC_ERROR: Error in line 1: INSERTZ/);
  });

  // https://developers.cloudflare.com/d1/worker-api/d1-database/#batch
  it("runs a batch as a transaction", async () => {
    const failed = ask(cloudflare, [["INSERT INTO items VALUES ('a', 1)"], ["INSERT INTO items VALUES ('a', 2)"]]);
    await assert.rejects(failed, /UNIQUE constraint failed/);
    assert.deepEqual(await rows(cloudflare, "SELECT * FROM items"), []);

    const guarded = ask(cloudflare, [
      ["INSERT INTO items VALUES ('a', 1)"],
      ["UPDATE items SET v = 2 WHERE id = 'a' AND v = 9"],
      ["SELECT CASE WHEN changes() = 1 THEN 1 ELSE json_extract('x', '$') END"],
    ]);
    await assert.rejects(guarded, /D1_ERROR: malformed JSON/);
    assert.deepEqual(await rows(cloudflare, "SELECT * FROM items"), []);
    await assert.rejects(rows(cloudflare, "BEGIN"), /To execute a transaction, please use/);
  });

  // https://developers.cloudflare.com/d1/worker-api/#type-conversion
  it("has for each value what JSON and SQLite make of it", async () => {
    const seen = async (value: Asked) =>
      Object.values((await rows(cloudflare, "SELECT typeof(?1) AS type, ?1 AS value", value))[0] ?? {});

    assert.deepEqual(await seen(7), ["real", 7]);
    assert.deepEqual(await seen(true), ["real", 1]);
    assert.deepEqual(await seen({ make: "minusZero" }), ["real", 0]);
    assert.deepEqual(await seen({ make: "nan" }), ["null", null]);
    assert.deepEqual(await seen({ make: "infinity" }), ["null", null]);
    assert.deepEqual(await seen(null), ["null", null]);
    assert.deepEqual(await seen(""), ["text", ""]);
    assert.deepEqual(await seen("a\0b"), ["text", "a\0b"]);
    assert.deepEqual(await seen("a\ud800b"), ["text", "a\ufffd\ufffd\ufffdb"]);
    assert.deepEqual(await seen({ make: "bytes" }), ["blob", [0, 255]]);
    await assert.rejects(seen({ make: "bigint" }), /D1_TYPE_ERROR: Type 'bigint' not supported/);
    await assert.rejects(seen({ make: "missing" }), /D1_TYPE_ERROR: Type 'undefined' not supported/);
    await assert.rejects(seen({ make: "object" }), /D1_TYPE_ERROR: Type 'object' not supported/);
    assert.deepEqual(await rows(cloudflare, "SELECT 9007199254740993 AS value"), [{ value: 9_007_199_254_740_992 }]);
    assert.deepEqual(await rows(cloudflare, "SELECT json_set('{}', '$.n', ?1) AS n", 7), [{ n: '{"n":7.0}' }]);
  });

  it("orders texts by their bytes", async () => {
    const texts = JSON.stringify(["\ufffd", "\u{1F600}", "a", "Z", ""]);

    const ordered = await rows(cloudflare, "SELECT value FROM json_each(?) ORDER BY value", texts);

    assert.deepEqual(
      ordered.map(({ value }) => value),
      ["", "Z", "a", "\ufffd", "\u{1F600}"],
    );
  });

  // https://developers.cloudflare.com/d1/platform/limits/
  it("has limits of statements, parameters, columns, patterns and sizes", async () => {
    const select = (bytes: number) => rows(cloudflare, "SELECT 1 AS one --".padEnd(bytes, "x"));
    const bind = (count: number) =>
      rows(
        cloudflare,
        `SELECT 1 AS one WHERE 1 IN (${Array(count).fill("?").join()})`,
        ...Array<number>(count).fill(1),
      );
    const columns = (count: number) =>
      rows(cloudflare, `CREATE TABLE t${count} (${Array.from({ length: count }, (_, index) => `c${index}`).join()})`);
    const like = (bytes: number) => rows(cloudflare, "SELECT 1 AS one WHERE 'a' LIKE ?", "%".padEnd(bytes, "a"));
    const size = (bytes: number) => rows(cloudflare, "INSERT INTO items VALUES ('a', zeroblob(?))", bytes);

    assert.equal((await select(100_000)).length, 1);
    await assert.rejects(select(100_001), /D1_ERROR: statement too long: SQLITE_TOOBIG/);
    assert.equal((await bind(100)).length, 1);
    await assert.rejects(bind(101), /D1_ERROR: too many SQL variables/);
    await columns(100);
    await assert.rejects(columns(101), /D1_ERROR: too many columns on t101/);
    await like(50);
    await assert.rejects(like(51), /D1_ERROR: LIKE or GLOB pattern too complex/);
    await size(1_999_000);
    // The documented limit is 2,000,000: workerd has a little more.
    await assert.rejects(size(2_200_001), /D1_ERROR: string or blob too big: SQLITE_TOOBIG/);
  });

  it("is refused for a database that does not exist, or is another account's", async () => {
    const create = (more: object, account = accountId) =>
      cloudflare.create(scriptToken, "other", {
        ...scriptInputs(worker("return new Response('')"), { scriptName: "other", accountId: account }),
        bindings: [{ type: "d1", name: "DB", ...more }],
      });
    const missing = (id: string) => new RegExp(`D1 binding 'DB' references database '${id}' which was not found`);
    const id = "00000000-0000-0000-0000-000000000000";

    await assert.rejects(create({ databaseId: id }), missing(id));
    await assert.rejects(create({ id }), missing(id));
    await assert.rejects(create({ databaseId: database.id }, "f".repeat(32)), missing(database.id));
  });

  it("takes the older name of the database's id, and has sessions", async () => {
    const code = worker(`
      const session = env.DB.withSession("first-primary");
      const one = await session.prepare("SELECT 1 AS one").first("one");
      return Response.json([one, typeof session.getBookmark()]);`);
    await deployWorker(cloudflare, code, {
      scriptName: "older",
      bindings: [{ type: "d1", name: "DB", id: database.id }],
    });

    const response = await fetch(workersDev(cloudflare, "older"));

    assert.deepEqual(await response.json(), [1, "string"]);
  });
});
