import assert from "node:assert/strict";
import { join } from "node:path";
import { requireFreePort } from "../../../kit/cli/port.ts";
import { GrpcProviders } from "../../../kit/engine/index.ts";
import { type SimulatorClient, startSimulator } from "../../../kit/simulator/client.ts";
import { isListening } from "../../support/leftovers.ts";
import { createTemporaryFolder } from "../support/temporary-folder.ts";

/** Away from the ports that a simulator takes by itself: a developer's own may run on this machine. */
const basePort = 24_510;

describe("two projects on one machine", () => {
  let folder: ReturnType<typeof createTemporaryFolder>;
  let projects: readonly SimulatorClient[];
  const start = (name: string) =>
    startSimulator({ data: join(folder.path, name, ".fourfold/simulator"), attached: true, basePort });
  before(async () => {
    folder = createTemporaryFolder();
    projects = await Promise.all(["one", "two"].map(start));
  });
  after(async () => {
    for (const { pid } of projects) process.kill(pid, "SIGKILL");
    folder.remove();
  });

  /** Deploys an API of the same name, over gRPC as the real engine does, and answers its address. */
  const deployApi = async (simulator: SimulatorClient): Promise<string> => {
    const engine = new GrpcProviders((await simulator.state()).providers);
    const provider = await engine.configure("aws", {});
    const urn = "urn:pulumi:dev::shop::aws:apigatewayv2/api:Api::shop";
    const { outputs } = await provider.create({ urn, news: { name: "shop", protocolType: "HTTP" }, preview: false });
    await engine.close();
    return String(outputs.apiEndpoint);
  };

  it("have ports of their own, and one does not mind that the other stops", async () => {
    const [first, second] = projects;
    assert.ok(first !== undefined && second !== undefined);
    const [one, two] = await Promise.all([deployApi(first), deployApi(second)]);
    const [stateOne, stateTwo] = [await first.state(), await second.state()];

    await first.stop();

    const ports = [...Object.values(stateOne.providers), ...Object.values(stateTwo.providers)];
    assert.equal(new Set([...ports, new URL(one).port, new URL(two).port]).size, 12);
    assert.deepEqual([await isListening(one), await isListening(two)], [false, true]);
    assert.deepEqual((await second.state()).resources, { aws: 1 });
    // The first one comes back to the address that its outputs have, although it is not the first free one any more.
    projects = [await start("one"), second];
    assert.deepEqual(
      (await projects[0]?.state())?.endpoints.map(({ url }) => url),
      [one],
    );
  });

  it("are told whose an address is that is taken, and move to other ones that everything then knows", async () => {
    const start = (name: string, port: number) => {
      const root = join(folder.path, name);
      return startSimulator({ data: join(root, ".fourfold/simulator"), root, attached: true, basePort: port });
    };
    const port = basePort + 3_000;
    const first = await start("early", port);
    const url = await deployApi(first);
    await first.putValue("checkpoint/shop/dev", `{"url":"${url}"}`);
    await first.stop();
    const second = await start("late", port);
    const taken = await deployApi(second);
    const known = startSimulator({
      ...{ data: join(folder.path, "early/.fourfold/simulator"), root: join(folder.path, "early") },
      ...{ attached: true },
    });
    await assert.rejects(known, {
      code: "ERR_PORT",
      message: new RegExp(
        `^Port \\d+ of .* is in use by the simulated clouds of .*/late \\(process ${second.pid}\\)\\. ` +
          "Stop them there with `npx fourfold stop`, move .* with `--port \\d+`, or forget",
      ),
    });

    await assert.rejects(requireFreePort(Number(new URL(taken).port)), {
      code: "ERR_PORT",
      message: new RegExp(
        `^Port \\d+ is in use by the simulated clouds of .*/late \\(process ${second.pid}\\)\\. .* another one with --port\\.`,
      ),
    });

    const moved = await start("early", port + 2_000);

    const [endpoint] = (await moved.state()).endpoints;
    const value = await moved.getValue("checkpoint/shop/dev");
    const engine = new GrpcProviders((await moved.state()).providers);
    const provider = await engine.configure("aws", {});
    const [, id = ""] = /Api\/(\w+)$/.exec(endpoint?.key ?? "") ?? [];
    const urn = "urn:pulumi:dev::shop::aws:apigatewayv2/api:Api::shop";
    const read = await provider.read({ urn, id, inputs: {} });
    await engine.close();
    await Promise.all([moved.stop(), second.stop()]);

    assert.equal(taken, url);
    assert.equal(new URL(endpoint?.url ?? "").port, String(port + 2_000));
    assert.equal(read?.outputs.apiEndpoint, endpoint?.url);
    assert.equal(value, `{"url":"${endpoint?.url}"}`);
  });

  it("do not share a folder: the second one is refused, and told which process has it", async () => {
    const pid = projects[1]?.pid;
    await assert.rejects(start("two"), {
      name: "SimulatorError",
      code: "ERR_BUSY",
      message: new RegExp(
        `^Another simulator already works with .*two.*, as process ${pid}\\. .*or stop it first with .kill ${pid}.\\.$`,
      ),
    });
    assert.deepEqual((await projects[1]?.state())?.resources, { aws: 1 });
  });
});
