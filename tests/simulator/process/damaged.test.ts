import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import { GrpcProviders } from "../../../kit/engine/index.ts";
import { findSimulator, startSimulator } from "../../../kit/simulator/client.ts";
import { createSimulator } from "../../../kit/simulator/index.ts";
import { deployFunction, deployUrl, openAws } from "../aws/shop.ts";
import { archive, deploymentOn } from "../deployment.ts";
import { createTemporaryFolder } from "../support/temporary-folder.ts";

const hello = "async () => ({ statusCode: 200, body: 'hello' })";

describe("a data folder that is damaged", () => {
  let folder: ReturnType<typeof createTemporaryFolder>;
  let data: string;
  let file: string;
  beforeEach(async () => {
    folder = createTemporaryFolder();
    data = join(folder.path, "data");
    file = join(data, "simulator.db");
    const gcp = await deploymentOn("gcp", { data, live: false });
    await gcp.create("gcp:storage/bucket:Bucket", "source", { name: "shop-source", location: "EU" });
    for (const name of ["a", "b", "c"]) gcp.simulator.world.store.putValue(name, "x".repeat(50_000));
    await gcp.stop();
  });
  afterEach(() => folder.remove());

  const change = (sql: string) => {
    const database = new DatabaseSync(file);
    database.exec(sql);
    database.close();
  };
  const damages: Readonly<Record<string, readonly [() => void, RegExp]>> = {
    "cut off": [() => truncateSync(file, 20_000), /is damaged \(.+\)\. Start empty with `npx fourfold stop --reset`/],
    "overwritten in the middle": [
      () => {
        const bytes = readFileSync(file);
        writeFileSync(file, bytes.fill(0xff, 8_192, 12_288));
      },
      /is damaged \(.+\)\. Start empty with `npx fourfold stop --reset`/,
    ],
    "that is something else": [() => writeFileSync(file, "garbage ".repeat(1_000)), /is damaged .* Start empty with/],
    "of a newer version": [
      () => change("pragma user_version = 2"),
      /another version .*format 2, not 1.* Start empty with/,
    ],
    "with a resource that is not valid JSON": [
      () => change(`update resource set outputs = '{"half'`),
      /stored outputs of a resource cannot be read\. Start empty with `npx fourfold stop --reset`/,
    ],
    "with a table missing": [() => change("drop table value"), /is damaged \(no such table: value\)/],
    "that is a folder": [
      () => {
        rmSync(file);
        mkdirSync(file);
      },
      /cannot be written .* choose another folder/,
    ],
  };
  for (const [damage, [harm, expected]] of Object.entries(damages)) {
    it(`with a store ${damage} is refused with the way out, and lets go of it`, async () => {
      harm();

      for (const _ of ["first", "second"]) {
        await assert.rejects(createSimulator({ data, live: true }), {
          name: "SimulatorError",
          code: "ERR_STORE",
          message: expected,
        });
      }
    });
  }

  it("with an address file that is cut off or gone is used, and lets no second simulator in", async () => {
    writeFileSync(join(data, "simulator.json"), '{"pid": 12, "ur');
    const found = await findSimulator(data);

    const simulator = await startSimulator({ data, attached: true, basePort: 0 });
    rmSync(join(data, "simulator.json"));
    const again = startSimulator({ data, attached: true, basePort: 0 });

    assert.equal(found, undefined);
    await assert.rejects(again, { code: "ERR_BUSY" });
    assert.deepEqual((await simulator.state()).resources, { gcp: 1 });
    await simulator.stop();
  });

  it("without a function's code starts, says what does not work, and is whole again after a deployment", async () => {
    const before = await openAws({ data, basePort: 0 });
    const fn = await deployFunction(before, hello);
    const url = await deployUrl(before, fn);
    await before.stop();
    change("delete from content");

    const aws = await openAws({ data, basePort: 0 });
    const { problems } = await aws.simulator.state();
    const broken = await fetch(url);
    await aws.update(fn, { ...fn.inputs, description: "again" });
    const repaired = await fetch(url);
    await aws.stop();

    assert.match(
      problems.join("\n"),
      /aws:lambda\/function:Function "worker" does not work: No content .* is stored\. .*deploy it again/,
    );
    assert.ok(broken.status >= 500, String(broken.status));
    assert.deepEqual([repaired.status, await repaired.text()], [200, "hello"]);
  });
});

describe("a disk that takes no more", () => {
  let folder: ReturnType<typeof createTemporaryFolder>;
  let data: string;
  beforeEach(() => {
    folder = createTemporaryFolder();
    data = join(folder.path, "data");
  });
  afterEach(() => folder.remove());

  /**
   * A simulator none of whose files may be longer than some blocks of 512 bytes: its writes then fail as those to a full
   * disk do, and no other user of this machine's disk is hurt. https://pubs.opengroup.org/onlinepubs/9799919799/utilities/ulimit.html
   */
  const startLimited = (blocks: number) => {
    const main = fileURLToPath(new URL("../../../kit/simulator/main.ts", import.meta.url));
    const script = `ulimit -f ${blocks}; exec "$0" "$@"`;
    return spawn("/bin/sh", ["-c", script, process.execPath, main, "--data", data, "--base-port", "0"], {
      stdio: ["ignore", "pipe", "inherit"],
    });
  };
  const firstLine = async (child: ReturnType<typeof startLimited>): Promise<string> => {
    const [line] = await once(createInterface({ input: child.stdout }), "line");
    return String(line);
  };

  it("at the start is told, without a stack", async () => {
    const child = startLimited(8);
    const exited = once(child, "exit");

    const { error } = JSON.parse(await firstLine(child));

    assert.equal(error.code, "ERR_STORE");
    assert.match(error.message, /simulator\.db cannot be read or written .*Free some space and try again/);
    assert.doesNotMatch(error.message, /\n\s+at /);
    assert.deepEqual(await exited, [1, null]);
  });

  it("in the middle of an update refuses what does not fit, keeps the rest, and takes nothing half for whole", async () => {
    const child = startLimited(2_000);
    const exited = once(child, "exit");
    await firstLine(child);
    const simulator = await findSimulator(data);
    assert.ok(simulator !== undefined);
    const engine = new GrpcProviders((await simulator.state()).providers);
    const gcp = await engine.configure("gcp", {});
    const create = (type: string, news: Readonly<Record<string, unknown>>) =>
      gcp.create({ urn: `urn:pulumi:dev::shop::${type}::it`, news, preview: false });
    await create("gcp:storage/bucket:Bucket", { name: "shop-source", location: "EU" });
    const object = (name: string, size: number) =>
      create("gcp:storage/bucketObject:BucketObject", {
        bucket: "shop-source",
        name,
        source: archive({ "index.js": "x".repeat(size) }),
      });

    await assert.rejects(object("big.zip", 3_000_000), (error: Error) => {
      assert.match(error.message, /ERR_STORE: .*simulator\.db cannot be read or written .*what was stored is kept/);
      assert.doesNotMatch(error.message, /\n\s+at /);
      return true;
    });
    await object("small.zip", 1_000);
    await engine.close();
    await simulator.stop();
    await exited;

    const after = await deploymentOn("gcp", { data, live: true, basePort: 0 });
    const names = after.simulator.world.store.all().map(({ inputs }) => inputs.name);
    const { problems } = await after.simulator.state();
    await after.stop();
    assert.deepEqual([names, problems], [["shop-source", "small.zip"], []]);
  });
});
