import assert from "node:assert/strict";
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  findSimulator,
  type SimulatorClient,
  type StartOptions,
  startSimulator,
} from "../../../kit/simulator/client.ts";
import { isAlive } from "../../../kit/simulator/sandboxes.ts";
import { aWhile, until } from "../../support/until.ts";
import { deploymentOn } from "../deployment.ts";
import { createTemporaryFolder } from "../support/temporary-folder.ts";
import { descendantsOf, startFixture, untilGone } from "./processes.ts";

describe("the simulator's process", () => {
  let folder: ReturnType<typeof createTemporaryFolder>;
  let data: string;
  const started: SimulatorClient[] = [];
  const start = async (options: Partial<StartOptions> = {}) => {
    const simulator = await startSimulator({ data, basePort: 0, attached: true, ...options });
    started.push(simulator);
    return simulator;
  };
  beforeEach(() => {
    folder = createTemporaryFolder();
    data = join(folder.path, "data");
  });
  afterEach(async () => {
    for (const { pid } of started.splice(0)) {
      if (isAlive(pid)) process.kill(pid, "SIGKILL");
      await untilGone(pid);
    }
    folder.remove();
  });

  it("starts, is found, and leaves nothing but its data when it is stopped", async () => {
    const simulator = await start();
    const state = await simulator.state();
    const found = await findSimulator(data);

    await simulator.stop();

    assert.equal(found?.pid, simulator.pid);
    assert.deepEqual(Object.keys(state.providers), ["aws", "gcp", "azure-native", "cloudflare", "random"]);
    assert.ok(Object.values(state.providers).every((port) => port > 0));
    assert.deepEqual([state.pid, state.endpoints, state.resources, state.problems], [simulator.pid, [], {}, []]);
    assert.ok(!isAlive(simulator.pid));
    assert.equal(await findSimulator(data), undefined);
    assert.deepEqual(readdirSync(data).sort(), ["simulator.db", "simulator.log"]);
  });

  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    it(`ends on ${signal} and takes its address away`, async () => {
      const { pid } = await start();

      process.kill(pid, signal);
      await untilGone(pid);

      assert.ok(!existsSync(join(data, "simulator.json")));
    });
  }

  it("is alone with its folder", async () => {
    const first = await start();

    await assert.rejects(start(), {
      name: "SimulatorError",
      code: "ERR_BUSY",
      message: /Another simulator already works/,
    });

    assert.equal((await findSimulator(data))?.pid, first.pid);
  });

  it("goes on with what was deployed, at the same address, after it was killed", async () => {
    const deployment = await deploymentOn("aws", { data, live: true, basePort: 0 });
    await deployment.create("aws:apigatewayv2/api:Api", "api", { protocolType: "HTTP" });
    const [before] = deployment.simulator.world.endpoints.list();
    await deployment.stop();

    const first = await start();
    await first.putValue("checkpoint", "the last thing before the end");
    process.kill(first.pid, "SIGKILL");
    await untilGone(first.pid);
    const between = await findSimulator(data);
    const second = await start();

    const { endpoints, resources } = await second.state();
    assert.equal(between, undefined);
    assert.deepEqual(resources, { aws: 1 });
    assert.ok(before !== undefined);
    assert.deepEqual(endpoints, [before]);
    assert.equal(await second.getValue("checkpoint"), "the last thing before the end");
  });

  it("refuses a damaged store with the way out, and leaves no process", async () => {
    const simulator = await start();
    await simulator.stop();
    writeFileSync(join(data, "simulator.db"), "no database at all ".repeat(1_000));

    await assert.rejects(start(), {
      code: "ERR_STORE",
      message: /is damaged.*Start empty with `npx fourfold stop --reset`/,
    });

    assert.ok(!existsSync(join(data, "simulator.json")));
  });

  it("refuses a folder that cannot be one", async () => {
    writeFileSync(join(folder.path, "file"), "");

    const starting = startSimulator({ data: join(folder.path, "file", "data") });

    await assert.rejects(starting, { code: "ERR_STORE", message: /cannot be written .* choose another folder/ });
  });

  it("refuses a port that is none", async () => {
    await assert.rejects(start({ basePort: 1e9 }), { code: "ERR_USAGE", message: /1000000000 is not a port/ });
  });

  it("refuses a port in the environment that is none, and holds nothing", async () => {
    const { FOURFOLD_PORT: before } = process.env;
    process.env.FOURFOLD_PORT = "6000-7000";
    try {
      const starting = startSimulator({ data, attached: true });
      await assert.rejects(starting, {
        code: "ERR_USAGE",
        message: /FOURFOLD_PORT is "6000-7000", which is not a port/,
      });
    } finally {
      if (before === undefined) delete process.env.FOURFOLD_PORT;
      else process.env.FOURFOLD_PORT = before;
    }

    await start();
  });

  it("ends with the process that it is attached to, however that ends", async () => {
    const { child, printed: pid } = await startFixture("starts-simulator", data, "attached");

    child.kill("SIGKILL");

    await untilGone(pid);
  });

  it("stays when it is not attached", async () => {
    const { child, printed: pid } = await startFixture("starts-simulator", data, "free");
    child.kill("SIGKILL");
    await untilGone(Number(child.pid));

    const found = await findSimulator(data);

    assert.equal(found?.pid, pid);
    await found.stop();
  });

  for (const [fixture, guard] of [
    ["has-child", "its guardian"],
    ["guards-a-loop", "the guard of its functions"],
  ] as const) {
    it(`takes its children along when ${guard} is killed before it`, async () => {
      const { child, printed } = await startFixture(fixture);
      const shell = () => descendantsOf(Number(child.pid)).find(({ command }) => command.startsWith("/bin/sh"));
      const first = shell();
      assert.ok(first !== undefined);

      process.kill(first.pid, "SIGKILL");
      await untilGone(first.pid);
      await until(() => shell() !== undefined);
      // A new guard is told whom it guards a moment after it has started.
      await aWhile();
      child.kill("SIGKILL");

      await untilGone(printed);
    });
  }

  it("takes its children along when it is killed", async () => {
    if (process.platform === "win32") assert.fail("Windows has no process groups: see process/guardian.ts.");
    const { child, printed: pid } = await startFixture("has-child");

    child.kill("SIGKILL");

    await untilGone(pid);
  });
});
