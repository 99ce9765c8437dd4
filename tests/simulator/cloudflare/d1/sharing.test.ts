import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { createFakeClock, type SimulatorOptions } from "../../../../kit/simulator/index.ts";
import { until } from "../../../support/until.ts";
import type { Deployment } from "../../deployment.ts";
import { createTemporaryFolder } from "../../support/temporary-folder.ts";
import { openCloudflare } from "../account.ts";
import { ask, createDatabase, deployAsker, execute, rows } from "./databases.ts";

describe("cloudflare: the data of a database", function sharing() {
  this.timeout(60_000);
  let folder: ReturnType<typeof createTemporaryFolder>;
  let cloudflare: Deployment;
  const open = async (options: Partial<SimulatorOptions> = {}) => {
    cloudflare = await openCloudflare({ data: folder.path, basePort: 0, ...options });
  };
  beforeEach(() => {
    folder = createTemporaryFolder();
  });
  afterEach(async () => {
    await cloudflare.stop();
    folder.remove();
  });

  /** The databases' files, those of the log beside each apart. */
  const files = async (): Promise<readonly string[]> =>
    (await readdir(join(folder.path, "cloudflare", "d1"), { recursive: true })).filter((name) =>
      name.endsWith(".sqlite"),
    );

  it("is one for all Workers, whenever these write and are deployed", async () => {
    await open();
    const database = await createDatabase(cloudflare);
    await deployAsker(cloudflare, database.id, "api");
    await deployAsker(cloudflare, database.id, "other");
    await execute(cloudflare, "CREATE TABLE counters (id TEXT PRIMARY KEY, n INTEGER)");
    await ask(cloudflare, [["INSERT INTO counters VALUES ('hits', 0)"]]);
    const hit = (script: string) =>
      ask(
        cloudflare,
        [
          ["UPDATE counters SET n = n + 1"],
          ["INSERT INTO counters VALUES (hex(randomblob(8)), 0)"],
          ["DELETE FROM counters WHERE id <> 'hits'"],
        ],
        script,
      );

    const writers = ["api", "other"].map(async (script) => {
      for (let round = 0; round < 10; round += 1) await Promise.all(Array.from({ length: 5 }, () => hit(script)));
    });
    const deployed = deployAsker(cloudflare, database.id, "late", "// changed");
    await Promise.all([...writers, deployed]);

    assert.deepEqual(await rows(cloudflare, "SELECT * FROM counters"), [{ id: "hits", n: 100 }]);
    assert.deepEqual(
      await rows(cloudflare, "SELECT * FROM counters"),
      (await ask(cloudflare, [["SELECT * FROM counters"]], "late"))[0]?.results,
    );
  });

  it("outlives the simulator and every process, and goes with the database", async () => {
    await open();
    const [database, left] = [await createDatabase(cloudflare), await createDatabase(cloudflare, "left")];
    await deployAsker(cloudflare, database.id);
    await deployAsker(cloudflare, left.id, "left");
    await execute(cloudflare, "CREATE TABLE items (id TEXT)");
    await ask(cloudflare, [["CREATE TABLE others (id TEXT)"]], "left");
    await ask(cloudflare, [["INSERT INTO items VALUES ('kept')"]]);

    killWorkerd();
    await until(async () => (await rows(cloudflare, "SELECT * FROM items").catch(() => [])).length === 1);
    await cloudflare.stop();
    await open();
    assert.deepEqual(await rows(cloudflare, "SELECT * FROM items"), [{ id: "kept" }]);

    const before = (await files()).length;
    await cloudflare.remove(database);
    assert.equal((await files()).length, before - 1);
    await assert.rejects(
      rows(cloudflare, "SELECT * FROM items"),
      new RegExp(`D1_ERROR: The database ${database.id} could not be found`),
    );
    assert.deepEqual((await ask(cloudflare, [["SELECT * FROM others"]], "left"))[0]?.results, []);

    const anew = await createDatabase(cloudflare);
    await deployAsker(cloudflare, anew.id, "anew");
    await assert.rejects(ask(cloudflare, [["SELECT * FROM items"]], "anew"), /no such table/);
  });

  // https://developers.cloudflare.com/d1/platform/limits/
  it("is there again after a query that took 30 seconds", async () => {
    const clock = createFakeClock();
    await open({ clock });
    const database = await createDatabase(cloudflare);
    await deployAsker(cloudflare, database.id);
    await execute(cloudflare, "CREATE TABLE items (id TEXT)");

    const endless = ask(cloudflare, [
      ["INSERT INTO items VALUES ('lost')"],
      ["WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n"],
    ]);
    const refused = assert.rejects(
      endless,
      /D1_ERROR: D1 DB storage operation exceeded timeout which caused object to be reset\./,
    );
    const passing = setInterval(() => clock.advance(10_000), 300);
    await refused;
    clearInterval(passing);

    assert.deepEqual(await rows(cloudflare, "SELECT * FROM items"), []);
  });
});

/** Ends every workerd of this process at once. */
function killWorkerd(): void {
  const lines = execFileSync("ps", ["-eo", "pid=,ppid=,comm="], { encoding: "utf8" }).split("\n");
  const children = lines
    .map((line) => line.trim().split(/\s+/))
    .filter(([, parent, name]) => Number(parent) === process.pid && name?.startsWith("workerd"));
  for (const [pid] of children) process.kill(Number(pid), "SIGKILL");
}
