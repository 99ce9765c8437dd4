import assert from "node:assert/strict";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { type Finished, repository, startCommand } from "../../support/command.ts";

const bin = join(repository, "kit/cli/fourfold.js");

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe("the simulator's commands", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "fourfold-commands-"));
    writeFileSync(join(folder, "Pulumi.yaml"), "name: empty\nruntime: nodejs\n");
  });
  afterEach(async () => {
    await run("stop");
    rmSync(folder, { recursive: true });
  });

  const run = (...args: readonly string[]): Promise<Finished> => runIn({}, ...args);
  const runIn = (env: Readonly<Record<string, string>>, ...args: readonly string[]): Promise<Finished> =>
    startCommand(process.execPath, [bin, ...args], { cwd: folder, env }).finished;
  const state = async () => JSON.parse((await run("status", "--json")).stdout);

  it("start one that outlives the command, show it, and end it", async () => {
    const started = await run("start");
    const running = await state();
    const stopped = await run("stop");

    assert.equal(started.code, 0, started.stderr);
    assert.match(started.stdout, new RegExp(`as process ${running.pid}; nothing is deployed`));
    assert.deepEqual([running.running, Object.keys(running.providers).length], [true, 5]);
    assert.equal(stopped.code, 0);
    assert.equal(isAlive(running.pid), false);
    assert.deepEqual(await state(), { running: false });
  });

  it("start no second one", async () => {
    await run("start");
    const first = await state();

    const again = await run("start");

    assert.equal(again.code, 0);
    assert.equal((await state()).pid, first.pid);
  });

  it("start strict ones, and refuse options that running ones were not started with", async () => {
    await run("start");
    const starts = await Promise.all([run("start", "--strict"), run("start", "--port", "20000")]);
    // After them: while it looks, it has the folder for itself.
    const late = [...starts, await run("dev", "--inspect")];
    await run("stop");
    const strict = await run("start", "--strict");
    const again = await run("start", "--strict");

    assert.deepEqual(
      late.map(({ code }) => code),
      [1, 1, 1],
    );
    assert.match(late[0]?.stderr ?? "", /already run, as process \d+, and --strict is for their start.*\[ERR_BUSY\]/s);
    assert.match(late[1]?.stderr ?? "", /and --port is for their start.*npx fourfold stop/s);
    assert.match(late[2]?.stderr ?? "", /and --inspect is for their start.*npx fourfold stop/s);
    assert.deepEqual([strict.code, again.code], [0, 0], strict.stderr + again.stderr);
    assert.equal((await state()).strict, true);
  });

  /** Says what is on the clouds before anything is deployed. */
  const seed = (type: string): void => {
    writeFileSync(join(folder, "package.json"), JSON.stringify({ fourfold: { seed: "clouds.json" } }));
    const resources = [{ type, name: "audit", properties: { name: "audit" } }];
    writeFileSync(join(folder, "clouds.json"), JSON.stringify(resources));
  };

  it("start them with what the project's seed says", async () => {
    seed("aws:cloudwatch/logGroup:LogGroup");

    await run("start");

    assert.deepEqual((await state()).resources, { aws: 1 });
  });

  for (const command of ["start", "dev --once", "pulumi preview"]) {
    it(`say with \`fourfold ${command}\` what is wrong in the project's seed`, async () => {
      seed("aws:cloudwatch/group:Group");
      writeFileSync(join(folder, "pulumi"), "#!/bin/sh\nexit 7\n", { mode: 0o755 });

      const { code, stderr } = await runIn({ PATH: `${folder}${delimiter}${process.env.PATH}` }, ...command.split(" "));

      assert.equal(code, 1, stderr);
      assert.match(stderr, /clouds\.json, item 1 is refused: SimulatorLimit: .*Correct the file\./s);
      assert.doesNotMatch(stderr, /^\s+at /m);
    });
  }

  it("show no logs while nothing has been written", async () => {
    await run("start");

    assert.deepEqual(await run("logs", "--cloud", "aws"), { code: 0, stdout: "", stderr: "" });
  });

  it("forget everything on --reset, and keep it otherwise", async () => {
    await run("start");
    await run("stop");
    const kept = existsSync(join(folder, ".fourfold/simulator/simulator.db"));

    const reset = await run("stop", "--reset");

    assert.equal(kept, true);
    assert.equal(reset.code, 0);
    assert.equal(existsSync(join(folder, ".fourfold/simulator")), false);
  });
});
