import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { hashArchive, type LogLine, SimulatorClient } from "../../../kit/simulator/client.ts";
import { archiveAt } from "../../../kit/simulator/control/wire.ts";
import { createSimulator, type Simulator } from "../../../kit/simulator/index.ts";
import { type ControlApi, openControlApi } from "../../../kit/simulator/process/control-api.ts";
import { createTemporaryFolder } from "../support/temporary-folder.ts";

const line = (text: string, cloud: LogLine["cloud"] = "aws"): LogLine => ({ cloud, group: "g", time: 1, text });

async function collect<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const collected: T[] = [];
  for await (const item of items) collected.push(item);
  return collected;
}

describe("the control address", () => {
  let simulator: Simulator;
  let api: ControlApi;
  let client: SimulatorClient;
  let replaced: (readonly [string, string])[];
  let stops: number;
  let folder: ReturnType<typeof createTemporaryFolder>;
  before(() => {
    folder = createTemporaryFolder();
  });
  after(() => folder.remove());

  beforeEach(async () => {
    [replaced, stops] = [[], 0];
    simulator = await createSimulator({ data: ":memory:", live: true });
    const replaceCode = async (from: string, to: string) => replaced.push([from, to]);
    api = await openControlApi({
      simulator: { ...simulator, replaceCode },
      providers: { aws: 1 },
      takeArchive: (path) => simulator.world.code.take(archiveAt(path)),
      stop: () => void stops++,
    });
    client = new SimulatorClient({ pid: process.pid, ...api });
  });
  afterEach(async () => {
    api.close();
    await simulator.stop();
  });

  const writeCode = (name: string, content: string) => {
    const path = join(folder.path, name);
    mkdirSync(path, { recursive: true });
    writeFileSync(join(path, "index.mjs"), content);
    return path;
  };

  it("lets nobody in without the token", async () => {
    const stranger = new SimulatorClient({ pid: process.pid, url: api.url, token: "guessed" });

    await assert.rejects(stranger.state(), /refused GET \/state.*token is missing or wrong/);
    assert.equal((await fetch(`${api.url}/stop`, { method: "POST" })).status, 401);
    assert.equal(stops, 0);
  });

  it("runs nothing by hand that is not there", async () => {
    const order = { type: "gcp:cloudscheduler/job:Job", id: "nightly" };

    await assert.rejects(
      client.run(order),
      /refused POST \/runs.*resource nightly of type gcp:cloudscheduler.* does not exist/,
    );
  });

  describe("asked to run something by hand", () => {
    const deploy = async (cloud: "aws" | "gcp", type: string, inputs: object) => {
      const provider = await simulator.providers.configure(
        cloud,
        cloud === "gcp" ? { project: "shop", region: "europe-west1" } : {},
      );
      const urn = `urn:pulumi:test::simulator::${type}::nightly`;
      const { inputs: news } = await provider.check({ urn, news: { ...inputs }, olds: undefined });
      const { id, outputs } = await provider.create({ urn, news, preview: false });
      return { type, id, outputs };
    };

    it("tells how it went, and what cannot be run", async () => {
      const httpTarget = { uri: "https://nobody.example/" };
      const job = await deploy("gcp", "gcp:cloudscheduler/job:Job", { schedule: "0 2 * * *", httpTarget });
      const account = await deploy("gcp", "gcp:serviceaccount/account:Account", { accountId: "caller" });

      assert.partialDeepStrictEqual(await client.run(job), { ok: false });
      await assert.rejects(client.run(account), /Resources of type gcp:serviceaccount.* cannot be run by hand/);
    });

    // https://github.com/nodejs/undici/blob/main/docs/docs/api/Client.md (`headersTimeout`): 300 seconds, and runs may take longer.
    it("waits for it without fetch, which gives up after five minutes", async () => {
      const httpTarget = { uri: "https://nobody.example/" };
      const job = await deploy("gcp", "gcp:cloudscheduler/job:Job", { schedule: "0 2 * * *", httpTarget });
      const { fetch } = globalThis;
      globalThis.fetch = () => assert.fail("fetch was used");

      try {
        assert.partialDeepStrictEqual(await client.run(job), { ok: false });
      } finally {
        globalThis.fetch = fetch;
      }
    });

    it("tells in the cloud's words why it would not run", async () => {
      const Statement = {
        Effect: "Allow",
        Principal: { Service: "scheduler.amazonaws.com" },
        Action: "sts:AssumeRole",
      };
      const assumeRolePolicy = JSON.stringify({ Version: "2012-10-17", Statement });
      const role = await deploy("aws", "aws:iam/role:Role", { name: "scheduler", assumeRolePolicy });
      const arn = "arn:aws:lambda:eu-central-1:123456789012:function:gone";
      const schedule = await deploy("aws", "aws:scheduler/schedule:Schedule", {
        ...{ scheduleExpression: "rate(1 day)", state: "DISABLED", flexibleTimeWindow: { mode: "OFF" } },
        target: { arn, roleArn: role.outputs.arn },
      });

      const failure = `ResourceNotFoundException: Function not found: ${arn}`;
      assert.deepEqual(await client.run(schedule), { ok: false, failure });
    });
  });

  // A server that closes idle connections says when: https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Keep-Alive
  it("closes no connection on a client that is busy with something else", async () => {
    const { headers } = await fetch(`${api.url}/state`, { headers: { authorization: `Bearer ${api.token}` } });

    assert.deepEqual([headers.get("connection"), headers.get("keep-alive")], ["keep-alive", null]);
  });

  it("tells what is deployed where", async () => {
    const { endpoints } = simulator.world;
    const opened = await endpoints.open(
      { cloud: "aws", key: "k", host: "x.example" },
      (_, response) => void response.end(),
    );

    assert.deepEqual(await client.state(), {
      pid: process.pid,
      providers: { aws: 1 },
      strict: false,
      logGroups: [],
      endpoints: [opened],
      addresses: [],
      resources: {},
      inert: [],
      inspectors: [],
      problems: [],
    });
  });

  it("keeps values, whatever their keys and content, apart from the services' own", async () => {
    const key = "engine/stack ä?#%2F";
    simulator.world.store.putValue("mine", "untouched");

    await client.putValue(key, "line\n✓");
    await client.putValue("mine", "other");
    const { url, token } = client.values;
    const keys = await fetch(`${url}?prefix=engine%2F`, { headers: { authorization: `Bearer ${token}` } });
    assert.deepEqual(await keys.json(), [key]);

    assert.equal(await client.getValue(key), "line\n✓");
    assert.equal(simulator.world.store.getValue("mine"), "untouched");
    await client.putValue(key, undefined);
    assert.equal(await client.getValue(key), undefined);
  });

  it("tells recent log lines of one cloud or all", async () => {
    const { logs } = simulator.world;
    logs.append(line("one"));
    logs.append(line("two", "gcp"));

    assert.deepEqual(await collect(client.logs()), [line("one"), line("two", "gcp")]);
    assert.deepEqual(await collect(client.logs({ cloud: "gcp" })), [line("two", "gcp")]);
    assert.deepEqual(await collect(client.logs({ group: "other" })), []);
  });

  it("follows log lines until it is told to stop", async () => {
    const { logs } = simulator.world;
    const end = new AbortController();
    const seen: string[] = [];
    logs.append(line("before"));

    const reading = (async () => {
      for await (const { text } of client.logs({ follow: true, cloud: "aws", signal: end.signal })) {
        seen.push(text);
        if (text === "before") {
          logs.append(line("other", "gcp"));
          logs.append(line("during"));
        } else end.abort();
      }
    })();

    await assert.rejects(reading, { name: "AbortError" });
    assert.deepEqual(seen, ["before", "during"]);
  });

  it("puts an archive in place of another one", async () => {
    const [from, to] = [writeCode("old", "1"), writeCode("new", "2")];

    const answer = await client.replaceCode(from, to);

    const [before, now] = [await hashArchive(from), await hashArchive(to)];
    assert.deepEqual(replaced, [[before, now]]);
    assert.deepEqual(answer, { from: before, to: now, replaced: 1 });
    assert.equal(simulator.world.code.files(now).size, 1);
  });

  it("knows an archive that was overwritten by its hash", async () => {
    const path = writeCode("same", "1");
    const before = await hashArchive(path);
    writeCode("same", "2");

    const { to } = await client.replaceCode(before, path);

    assert.deepEqual(replaced, [[before, to]]);
    assert.notEqual(before, to);
  });

  it("replaces nothing by the same", async () => {
    const path = writeCode("equal", "1");

    assert.equal((await client.replaceCode(path, path)).replaced, 0);
    assert.deepEqual(replaced, []);
  });

  it("starts relative paths of a project's assets in the folder that the project has named", async () => {
    const projects = ["one", "two & a half"];
    const aws = await simulator.providers.configure("aws", {});
    for (const name of projects) {
      writeCode(join(name, "code"), name);
      await client.setRoot(name, join(folder.path, name));
    }

    const check = async (project: string) => {
      const urn = `urn:pulumi:dev::${project}::aws:lambda/function:Function::api`;
      const role = "arn:aws:iam::123456789012:role/api";
      const code = archiveAt("./code");
      const news = { name: "api", role, runtime: "nodejs24.x", handler: "index.handler", code };
      const { inputs, failures } = await aws.check({ urn, olds: undefined, news });
      const { path, hash } = Object(inputs.code);
      return { path, hash, failures };
    };

    for (const name of projects) {
      const path = join(folder.path, name, "code");
      assert.deepEqual(await check(name), { path, hash: await hashArchive(path), failures: [] });
    }
    const [failure] = (await check("three")).failures;
    assert.equal(failure?.property, "code", "Another project's folder is nobody's default.");
  });

  it("refuses an archive that does not exist", async () => {
    await assert.rejects(client.replaceCode("/no/such/archive", "/nor/this"), /\/no\/such\/archive does not exist/);
  });

  const refused = {
    "an unknown call": ["GET", "/secrets", "", 404],
    "a wrong method": ["DELETE", "/state", "", 404],
    "a body that is not valid JSON": ["POST", "/code", "{", 400],
    "a body without paths": ["POST", "/code", "{}", 400],
    "a key that is not encoded right": ["GET", "/values/%zz", "", 400],
  } as const;
  for (const [name, [method, path, body, status]] of Object.entries(refused)) {
    it(`refuses ${name} and goes on`, async () => {
      const headers = { authorization: `Bearer ${api.token}` };

      const response = await fetch(api.url + path, { method, headers, ...(body === "" ? {} : { body }) });

      assert.equal(response.status, status);
      assert.match(await response.text(), /^\{"error":"/);
      assert.equal((await client.state()).pid, process.pid);
    });
  }

  it("ends the simulator once it has answered", async () => {
    const response = await fetch(`${api.url}/stop`, {
      method: "POST",
      headers: { authorization: `Bearer ${api.token}` },
    });
    await response.text();

    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.deepEqual([response.status, stops], [202, 1]);
  });

  it("gives credentials for who deploys to an account, and none for whom there is not", async () => {
    const credentials = await client.credentials({ package: "aws", principal: "123456789012" });

    assert.deepEqual(Object.keys(credentials), [
      "AWS_ACCESS_KEY_ID",
      "AWS_SECRET_ACCESS_KEY",
      "AWS_SESSION_TOKEN",
      "AWS_ENDPOINT_URL",
    ]);
    await assert.rejects(
      client.credentials({ package: "aws", principal: "arn:aws:iam::123456789012:role/nobody" }),
      /the ARN of a role that is deployed/,
    );
    await assert.rejects(client.credentials({ package: "gcp", principal: "a@b" }), /a@b is disabled or does not exist/);
  });
});
