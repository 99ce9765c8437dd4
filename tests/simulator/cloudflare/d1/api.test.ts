import assert from "node:assert/strict";
import { splitStatements } from "../../../../kit/simulator/services/cloudflare/d1/statements.ts";
import type { Deployed, Deployment } from "../../deployment.ts";
import { type Api, accountId, apiOf, callApi, databaseToken, openCloudflare } from "../account.ts";
import { createDatabase, type Result, type Row } from "./databases.ts";

/** https://developers.cloudflare.com/api/resources/d1/subresources/database/ */
describe("cloudflare: the API of databases", function api() {
  this.timeout(30_000);
  let cloudflare: Deployment;
  let database: Deployed;
  let account: Api;
  before(async () => {
    cloudflare = await openCloudflare();
    account = await apiOf(cloudflare);
    database = await createDatabase(cloudflare);
  });
  after(() => cloudflare.stop());

  const query = (body: unknown) => callApi<readonly Result[]>(account, `/d1/database/${database.id}/query`, body);

  it("asks for the account's API token", async () => {
    const forged = { ...account, headers: { authorization: "Bearer guessed" } };

    const answer = await callApi(forged, `/d1/database/${database.id}/query`, { sql: "SELECT 1" });

    assert.deepEqual([answer.status, answer.errors[0]?.code], [403, 10_000]);
  });

  it("shows databases, one by one and by name", async () => {
    const { createdAt } = database.outputs;
    const shown = {
      ...{ uuid: database.id, name: "orders", version: "production", created_at: createdAt, file_size: 0 },
      ...{ num_tables: 0, read_replication: { mode: "disabled" }, jurisdiction: null },
    };

    assert.deepEqual((await callApi(account, `/d1/database/${database.id}`)).result, shown);
    assert.deepEqual((await callApi(account, "/d1/database?name=orders")).result, [shown]);
    assert.deepEqual((await callApi(account, "/d1/database?name=other")).result, []);
    const missing = await callApi(account, "/d1/database/00000000-0000-0000-0000-000000000000");
    assert.deepEqual([missing.status, missing.errors[0]?.code], [404, 7404]);
  });

  it("runs statements with parameters, several as a batch, and answers rows as objects or as lists", async () => {
    const made = await query({
      sql: "CREATE TABLE IF NOT EXISTS a (id TEXT); CREATE INDEX IF NOT EXISTS i ON a (id);",
    });
    const inserted = await query({ sql: "INSERT INTO a VALUES (?), (?)", params: ["one", "two"] });
    const batch = await query({
      batch: [{ sql: "DELETE FROM a WHERE id = ?", params: ["one"] }, { sql: "SELECT * FROM a" }],
    });
    const raw = await callApi<readonly { readonly results: Row }[]>(account, `/d1/database/${database.id}/raw`, {
      sql: "SELECT id, 1 AS n FROM a",
    });

    assert.deepEqual([made.success, made.result.length], [true, 2]);
    assert.equal(inserted.result[0]?.meta.changes, 2);
    assert.deepEqual(
      batch.result.map(({ results }) => results),
      [[], [{ id: "two" }]],
    );
    assert.deepEqual(raw.result[0]?.results, { columns: ["id", "n"], rows: [["two", 1]] });
  });

  it("says what is wrong with a request, and does nothing of it", async () => {
    const codes = async (...bodies: readonly unknown[]) =>
      Promise.all(bodies.map(async (body) => (await query(body)).errors[0]?.code));
    const failed = await query({ sql: "CREATE TABLE b (id TEXT); SELECT * FROM nowhere" });

    assert.deepEqual(
      [failed.status, failed.errors],
      [400, [{ code: 7500, message: "no such table: nowhere: SQLITE_ERROR" }]],
    );
    assert.deepEqual(await codes({ sql: "SELECT * FROM b" }, "{", {}, { sql: "SELECT 1", params: "1" }), [
      ...[7500, 7400, 7400, 7400],
    ]);
    cloudflare.simulator.faults.follow({ seed: "any", shares: { throttled: 1, lost: 0, doubled: 0 } });
    const throttled = await query({ sql: "SELECT 1" });
    cloudflare.simulator.faults.follow(undefined);
    assert.deepEqual([throttled.status, throttled.errors[0]?.code], [429, 7429]);
  });

  it("splits a text where its statements end", () => {
    const trigger = "CREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT CASE WHEN 1 THEN 2 END; SELECT ';'; END";
    const parts = ["SELECT ';', \"a;b\", `c;`, [d;] -- not; here", "/* nor; here */ SELECT 'it''s; one'", trigger];

    assert.deepEqual(splitStatements(`${parts.join("\n;\n")};; `), parts);
    assert.deepEqual(splitStatements(" ; "), []);
  });
});

/** https://www.pulumi.com/registry/packages/cloudflare/api-docs/d1database/ */
describe("cloudflare: the resource of a database", () => {
  let cloudflare: Deployment;
  before(async () => {
    cloudflare = await openCloudflare();
  });
  after(() => cloudflare.stop());

  // https://github.com/cloudflare/terraform-provider-cloudflare/issues/6309
  it("drifts without readReplication, and cannot be updated then", async () => {
    const inputs = { accountId, name: "drifting" };
    const { urn, id, outputs, type } = await cloudflare.create(databaseToken, "drifting", inputs);

    const read = await cloudflare.provider.read({ urn, id, inputs, olds: outputs });

    assert.deepEqual(read?.inputs, { ...inputs, readReplication: { mode: "disabled" } });
    const diff = { urn, id, olds: outputs, oldInputs: read?.inputs ?? {}, news: inputs, ignoreChanges: [] };
    assert.deepEqual((await cloudflare.provider.diff(diff)).changed, ["readReplication"]);
    const updated = cloudflare.update({ urn, id, type, inputs, outputs }, inputs);
    await assert.rejects(updated, /Invalid property: read_replication => Expected object, received null/);
  });

  // https://github.com/cloudflare/workers-sdk/pull/2143
  it("has a name of its own in its account", async () => {
    await createDatabase(cloudflare, "twice");

    await assert.rejects(createDatabase(cloudflare, "twice"), /A database with that name already exists/);
    const theirs = { accountId: "f".repeat(32), name: "twice", readReplication: { mode: "auto" } };
    await cloudflare.create(databaseToken, "theirs", theirs);
  });
});
