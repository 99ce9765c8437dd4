import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { join } from "node:path";
import { findSimulator, type SimulatorClient, startSimulator } from "../../../kit/simulator/client.ts";
import { isAlive } from "../../../kit/simulator/sandboxes.ts";
import { isListening } from "../../support/leftovers.ts";
import { createTemporaryFolder } from "../support/temporary-folder.ts";
import { type Cloud, clouds, deployEverywhere } from "./all-clouds.ts";
import { descendantsOf, untilGone } from "./processes.ts";

/** What a caller gets whose function's process is killed while it works. */
const answers: Readonly<Record<Cloud, { readonly status: number; readonly body: RegExp; readonly source: string }>> = {
  aws: {
    status: 502,
    body: /^Internal Server Error$/,
    source: "https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html",
  },
  gcp: {
    status: 503,
    body: /Service Unavailable|connection error/i,
    source: "https://cloud.google.com/run/docs/troubleshooting#malformed-response-or-connection-error",
  },
  azure: {
    status: 500,
    body: /^$/,
    source: "https://learn.microsoft.com/azure/azure-functions/functions-bindings-http-webhook-trigger",
  },
  cloudflare: {
    status: 500,
    body: /1101/,
    source: "https://developers.cloudflare.com/workers/observability/errors/",
  },
};

describe("a simulator whose processes are killed", () => {
  let folder: ReturnType<typeof createTemporaryFolder>;
  let data: string;
  let urls: Readonly<Record<Cloud, string>>;
  let simulator: SimulatorClient;
  /** What functions call when they have begun to wait for ever. */
  let arrivals: Server;
  before(async () => {
    folder = createTemporaryFolder();
    data = join(folder.path, "data");
    urls = await deployEverywhere(data);
    simulator = await startSimulator({ data, basePort: 0 });
    arrivals = createServer((_, response) => void response.end()).listen(0, "127.0.0.1");
    await once(arrivals, "listening");
  });
  after(async () => {
    arrivals.close();
    await (await findSimulator(data))?.stop();
    folder.remove();
  });
  const call = async (cloud: Cloud, path = "/") => {
    const response = await fetch(urls[cloud] + path, { signal: AbortSignal.timeout(20_000) });
    return { status: response.status, body: await response.text() };
  };
  /** Sends a request that is never answered, and waits until the function has it. */
  const startHanging = async (cloud: Cloud) => {
    const { port } = Object(arrivals.address());
    const arrived = once(arrivals, "request");
    const hanging = call(cloud, `/?${encodeURIComponent(`http://127.0.0.1:${port}/`)}`);
    await arrived;
    return { answer: () => hanging };
  };
  const kill = async (pid: number) => {
    // Some end by themselves: those that stand by, when what they stand by for is there.
    if (isAlive(pid)) process.kill(pid, "SIGKILL");
    await untilGone(pid);
  };
  const callAll = async () => Promise.all(clouds.map(async (cloud) => (await call(cloud)).status));

  it("serves every cloud with what was deployed before", async () => {
    assert.deepEqual(await callAll(), [200, 200, 200, 200]);
  });

  for (const cloud of ["aws", "gcp", "azure"] as const) {
    it(`${cloud}: answers as the vendor does when a function is killed, and with a new one after that`, async () => {
      const { body: pid } = await call(cloud);
      assert.match(pid, /^\d+$/);

      const hanging = await startHanging(cloud);
      await kill(Number(pid));
      const failed = await hanging.answer();
      const next = await call(cloud);

      assert.equal(failed.status, answers[cloud].status, failed.body);
      assert.match(failed.body, answers[cloud].body);
      assert.equal(next.status, 200);
      assert.notEqual(next.body, pid);
    });
  }

  it("cloudflare: answers with an error when workerd is killed, and from a new one after that", async () => {
    const [workerd] = descendantsOf(simulator.pid).filter(({ command }) => command.includes("workerd serve"));
    assert.ok(workerd !== undefined);

    const hanging = await startHanging("cloudflare");
    await kill(workerd.pid);
    const failed = await hanging.answer();
    const next = await call("cloudflare");

    assert.equal(failed.status, answers.cloudflare.status);
    assert.match(failed.body, answers.cloudflare.body);
    assert.equal(next.status, 200);
  });

  it("goes on when any of its processes is killed, one after the other", async () => {
    for (const { pid, command } of descendantsOf(simulator.pid)) {
      await kill(pid);

      assert.deepEqual(await callAll(), [200, 200, 200, 200], `after ${command} was killed`);
    }
  });

  it("leaves no process, port or lock when it is killed itself, and goes on as it was when it is started again", async () => {
    await callAll();
    const children = descendantsOf(simulator.pid);
    const { endpoints, resources } = await simulator.state();

    process.kill(simulator.pid, "SIGKILL");
    for (const { pid } of [...children, simulator]) await untilGone(pid);
    const listening = await Promise.all(endpoints.map(({ url }) => isListening(url)));
    simulator = await startSimulator({ data, basePort: 0 });
    const state = await simulator.state();

    assert.ok(children.length >= 6, children.map(({ command }) => command).join("\n"));
    assert.ok(endpoints.length >= 4 && !listening.includes(true));
    assert.deepEqual([state.endpoints, state.resources, state.problems], [endpoints, resources, []]);
    assert.deepEqual(await callAll(), [200, 200, 200, 200]);
  });
});
