import assert from "node:assert/strict";
import { createServer } from "node:http";
import { request } from "node:https";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { connect as connectTls } from "node:tls";
import { blockedPorts } from "../../kit/simulator/endpoints/blocked.ts";
import { type EndpointOptions, LocalEndpoints } from "../../kit/simulator/endpoints/index.ts";

const key = "aws:test/thing:Thing/a";
const endpoint = (name = key) => ({ cloud: "aws", key: name, host: "a.example" }) as const;

/** Endpoints over a memory that outlives them. */
function createEndpoints({ memory = new Map<string, number>(), basePort = 0, live = true } = {}) {
  const reports: string[] = [];
  const ports = {
    get: (name: string) => memory.get(name),
    set: (name: string, port: number) => void memory.set(name, port),
    all: () => new Map(memory),
    taken: (port: number) => [...memory.values()].includes(port),
  };
  const told: string[] = [];
  const tell: EndpointOptions["tell"] = ({ key: name }, message) => void told.push(`${name}: ${message}`);
  const report = (message: string) => void reports.push(message);
  const openFolder = () => assert.fail("No certificate is asked for.");
  return { endpoints: new LocalEndpoints({ ports, basePort, live, openFolder, tell, report }), memory, reports, told };
}

const get = async (url: string) => {
  const response = await fetch(url);
  return { status: response.status, body: await response.text() };
};

/** Takes a port as another program would. */
async function occupy(port = 0) {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  const address = server.address();
  assert.ok(address !== null && typeof address === "object");
  return { port: address.port, free: () => new Promise((resolve) => server.close(resolve)) };
}

describe("endpoints", () => {
  let opened: LocalEndpoints[] = [];
  const create = (options: Parameters<typeof createEndpoints>[0] = {}) => {
    const made = createEndpoints(options);
    opened.push(made.endpoints);
    return made;
  };
  afterEach(async () => {
    await Promise.all(opened.map((each) => each.closeAll()));
    opened = [];
  });

  it("answer plain HTTP and TLS on the same port, bodies and all", async () => {
    const { endpoints } = create();
    const { url } = await endpoints.open(endpoint(), async (incoming, response) => {
      const encrypted = "encrypted" in incoming.socket;
      response.end(`${encrypted} ${(await text(incoming)).length}`);
    });
    const body = "x".repeat(1_000_000);

    const plain = await (await fetch(url, { method: "POST", body })).text();
    const secure = await new Promise<string>((resolve, reject) => {
      const options = { method: "POST", rejectUnauthorized: false };
      request(url.replace("http:", "https:"), options, (response) => resolve(text(response)))
        .on("error", reject)
        .end(body);
    });

    assert.deepEqual([plain, secure], ["false 1000000", "true 1000000"]);
  });

  it("listen on this machine only", async () => {
    const { endpoints } = create();

    const { url } = await endpoints.open(endpoint(), (_request, response) => void response.end());

    assert.match(url, /^http:\/\/127\.0\.0\.1:\d+$/);
  });

  it("survive clients that say nothing, half of something, or hang up", async () => {
    const { endpoints } = create();
    const { url } = await endpoints.open(endpoint(), (_request, response) => void response.end("fine"));
    const port = Number(new URL(url).port);

    for (const greeting of ["", "\x16", "\x16\x03\x01garbage", "AMQ", "GET /", "\0\0\0"]) {
      const socket = connect(port, "127.0.0.1");
      await new Promise((resolve) => socket.write(greeting, resolve));
      socket.destroy();
    }

    assert.deepEqual(await get(url), { status: 200, body: "fine" });
  });

  // http://docs.oasis-open.org/amqp/core/v1.0/os/amqp-core-transport-v1.0-os.html#section-version-negotiation, and with a layer for
  // SASL, as @azure/service-bus opens it
  for (const [over, header] of [
    ["plain TCP", "AMQP\0\x01\0\0"],
    ["TLS", "AMQP\x03\x01\0\0"],
  ] as const) {
    it(`cut off clients of AMQP over ${over}, and tell the log what to use`, async () => {
      const { endpoints, told } = create();
      const { url } = await endpoints.open(endpoint(), (_request, response) => void response.end("fine"));
      const options = { port: Number(new URL(url).port), host: "127.0.0.1", rejectUnauthorized: false };

      const socket = over === "TLS" ? connectTls(options) : connect(options);
      socket.write(header);

      assert.equal(await text(socket), "");
      assert.equal(told.length, 1);
      assert.match(told[0] ?? "", new RegExp(`^${key}: SimulatorLimit: .*not AMQP.*REST API.*trigger.*https://`));
      assert.deepEqual(await get(url), { status: 200, body: "fine" });
    });
  }

  it("have their address before they are open, and answer 503 until then", async () => {
    const { endpoints } = create();

    const url = await endpoints.reserve(key);
    const before = await get(url);
    const opened = await endpoints.open(endpoint(), (_request, response) => void response.end("open"));

    assert.equal(before.status, 503);
    assert.equal(opened.url, url);
    assert.equal((await get(url)).body, "open");
    assert.deepEqual(endpoints.list(), [{ ...endpoint(), url }]);
  });

  it("can be opened again with another handler", async () => {
    const { endpoints } = create();
    await endpoints.open(endpoint(), (_request, response) => void response.end("old"));

    const { url } = await endpoints.open(endpoint(), (_request, response) => void response.end("new"));

    assert.equal((await get(url)).body, "new");
    assert.equal(endpoints.list().length, 1);
  });

  it("stop answering when they are closed", async () => {
    const { endpoints } = create();
    const { url } = await endpoints.open(endpoint(), (_request, response) => void response.end());
    await get(url);

    await endpoints.close(key);
    await endpoints.close("never opened");

    await assert.rejects(fetch(url), TypeError);
    assert.deepEqual(endpoints.list(), []);
  });

  it("get the same port again in the next run", async () => {
    const first = create();
    const url = await first.endpoints.reserve(key);
    await first.endpoints.closeAll();

    const second = create({ memory: first.memory });

    assert.equal(await second.endpoints.reserve(key), url);
  });

  it("are refused with the way out when their port is in use: another one is not what was deployed", async () => {
    const blocker = await occupy();
    const { endpoints } = create({ memory: new Map([[key, blocker.port]]) });

    await assert.rejects(endpoints.reserve(key), {
      code: "ERR_PORT",
      message: new RegExp(`Port ${blocker.port} of ${key} is in use .* stop --reset`),
    });
    await blocker.free();
  });

  it("count up from the base port, past ports that are in use or belong to others", async () => {
    const blocker = await occupy();
    const basePort = blocker.port;
    const { endpoints } = create({ basePort, memory: new Map([["other", basePort + 1]]) });

    const urls = await Promise.all([endpoints.reserve("a"), endpoints.reserve("b")]);

    const ports = urls.map((url) => Number(new URL(url).port));
    assert.equal(new Set(ports).size, 2);
    assert.ok(ports.every((port) => port > basePort + 1 && port < basePort + 100));
    await blocker.free();
  });

  it("pass over ports on which no browser and no fetch asks anything", async () => {
    const { endpoints } = create({ basePort: 6_665, live: false });

    const first = await endpoints.reserve("a");

    // https://fetch.spec.whatwg.org/#port-blocking
    assert.equal(first, "http://127.0.0.1:6670");
    for (const port of blockedPorts) {
      await assert.rejects(fetch(`http://127.0.0.1:${port}`), ({ cause }: Error) => /bad port/.test(String(cause)));
    }
  });

  it("say what to do when no port is free", async () => {
    const { endpoints } = create({
      basePort: 4510,
      memory: new Map(Array.from({ length: 1_000 }, (_, at) => [`k${at}`, 4510 + at])),
    });

    await assert.rejects(endpoints.reserve(key), {
      code: "ERR_PORT",
      message: /from 4510 to 5509 .* choose another base port/,
    });
  });

  it("only have addresses, and listen nowhere, when nothing is live", async () => {
    const { endpoints } = create({ basePort: 4510, live: false });

    assert.deepEqual(
      [await endpoints.reserve("a"), await endpoints.reserve("b"), await endpoints.reserve("a")],
      ["http://127.0.0.1:4510", "http://127.0.0.1:4511", "http://127.0.0.1:4510"],
    );
  });

  it("answer 502 and report it when the simulator itself fails", async () => {
    const { endpoints, reports } = create();
    const { url } = await endpoints.open(endpoint(), () => Promise.reject(new Error("a bug")));

    const answer = await get(`${url}/path`);

    assert.deepEqual(answer, { status: 502, body: "The simulator failed: a bug\n" });
    assert.deepEqual(reports, ["GET /path failed in the simulator: a bug"]);
  });
});
