import assert from "node:assert/strict";
import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type SimulatorClient, startSimulator } from "../../../kit/simulator/client.ts";
import { isAlive } from "../../../kit/simulator/sandboxes.ts";
import { deployApi, deployFunction as deployLambda, deployUrl, openAws } from "../aws/shop.ts";
import { bundleApp, noPrefix, streamingAppWith } from "../azure/packages.ts";
import { deployApp, openAzure, urlOf as urlOfApp } from "../azure/shop.ts";
import { addressOf, deployWorker, openCloudflare, worker } from "../cloudflare/account.ts";
import { deployFunction as deployCloudFunction, openGcp, urlOf } from "../gcp/shop.ts";
import { createTemporaryFolder } from "../support/temporary-folder.ts";
import { startFixture } from "./processes.ts";

const disposition = 'attachment; filename="发票.pdf"';
const city = "Łódź";
const latin1 = (text: string): string => Buffer.from(text).toString("latin1");

/** Answers `/disposition`, `/echo`, and with responses that HTTP cannot say, in the vendor's own form. */
const lambda = `async ({ rawPath, headers }) => ({
  "/disposition": { statusCode: 200, headers: { "content-disposition": '${disposition}' }, body: "ok" },
  "/echo": { statusCode: 200, headers: { "x-city": headers["x-city"] }, body: "ok" },
  "/value": { statusCode: 200, headers: { x: "a\\r\\nb: c" }, body: "ok" },
  "/name": { statusCode: 200, headers: { "a b": "c" }, body: "ok" },
  "/status": { statusCode: 99, body: "ok" },
  "/object": { statusCode: 200, headers: { x: { toString: 1 } }, body: "ok" },
  "/cookies": { statusCode: 200, cookies: ["a=\\u0000"], body: "ok" },
})[rawPath] ?? { statusCode: 200, body: "ok" }`;

const cloudFunction = `export const handler = (request, response) => {
  const raw = {
    "/value": "HTTP/1.1 200 OK\\r\\nx: a\\u0001b\\r\\ncontent-length: 0\\r\\n\\r\\n",
    "/name": "HTTP/1.1 200 OK\\r\\na b: c\\r\\ncontent-length: 0\\r\\n\\r\\n",
    "/status": "HTTP/1.1 099 Odd\\r\\ncontent-length: 0\\r\\n\\r\\n",
    "/switch": "HTTP/1.1 101 Switching Protocols\\r\\nconnection: upgrade\\r\\nupgrade: odd\\r\\n\\r\\nodd",
    "/lengths": "HTTP/1.1 200 OK\\r\\ncontent-length: 2\\r\\ncontent-length: 3\\r\\n\\r\\nok",
    "/twice": "HTTP/1.1 200 OK\\r\\ncontent-length: 0\\r\\n\\r\\nHTTP/1.1 200 OK\\r\\ncontent-length: 0\\r\\n\\r\\n",
    "/short": "HTTP/1.1 200 OK\\r\\ncontent-length: 20\\r\\n\\r\\nok",
    "/silent": "",
  }[request.path];
  if (raw !== undefined) return response.socket.end(raw, "latin1");
  const head = { "content-length": 2 };
  if (request.path === "/disposition") head["content-disposition"] = '${latin1(disposition)}';
  if (request.path === "/echo") head["x-city"] = request.headers["x-city"];
  response.writeHead(200, Object.fromEntries(Object.entries(head).reverse())).end(Buffer.from("ok"));
};`;

const app = streamingAppWith(`(request) => {
  const path = new URL(request.url).pathname;
  if (path === "/disposition") return { headers: { "content-disposition": '${latin1(disposition)}' }, body: "ok" };
  if (path === "/echo") return { headers: { "x-city": request.headers.get("x-city") }, body: "ok" };
  if (path === "/value") return { headers: { x: "a\\r\\nb" }, body: "ok" };
  if (path === "/status") return { status: 1000, body: "ok" };
  return { body: "ok" };
}`);

const worked = worker(`
  const { pathname } = new URL(request.url);
  const odd = { "/value": { x: "a\\u0001b" }, "/length": { "content-length": "2, 2" } }[pathname];
  if (pathname === "/disposition")
    return new Response("ok", { headers: { "content-disposition": '${disposition}', "content-length": "2" } });
  if (pathname === "/echo") return new Response("ok", { headers: { "x-city": request.headers.get("x-city") } });
  if (pathname === "/switch") return new Response(null, { status: 101, webSocket: new WebSocketPair()[0] });
  return new Response("ok", { headers: odd ?? {} });
`);

async function deployAll(data: string): Promise<Readonly<Record<string, string>>> {
  const options = { data, basePort: 0 };
  const aws = await openAws(options);
  const fn = await deployLambda(aws, lambda);
  const urls = { "an HTTP API": (await deployApi(aws, fn)).url, "a Function URL": await deployUrl(aws, fn) };
  await aws.stop();
  const gcp = await openGcp(options);
  const gcpUrl = urlOf(
    await deployCloudFunction(gcp, cloudFunction, {
      service: { maxInstanceRequestConcurrency: 80, availableCpu: "1" },
    }),
  );
  await gcp.stop();
  const azure = await openAzure(options);
  const azureUrl = urlOfApp(await deployApp(azure, await bundleApp(app, noPrefix)));
  await azure.stop();
  const cloudflare = await openCloudflare(options);
  await deployWorker(cloudflare, worked);
  const workerUrl = addressOf(cloudflare, "api.simulated.workers.dev");
  await cloudflare.stop();
  return { ...urls, "a Cloud Function": gcpUrl, "a function app": azureUrl, "a Worker": workerUrl };
}

/** Requests that hardly any client sends, byte by byte. */
const requests: readonly string[] = [
  ...["value", "name", "status", "object", "cookies", "switch", "lengths", "length", "twice", "short", "silent"].map(
    (path) => `GET /${path} HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n`,
  ),
  ...["/%zz", "//", "//x\\y", "/\xc3\xa9", "*", "http://[", "http://x:99999/", "/?%", "?"].map(
    (target) => `OPTIONS ${target} HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n`,
  ),
  "GET / HTTP/1.0\r\n\r\n",
  "GET / HTTP/1.1\r\n\r\n",
  "GET / HTTP/1.1\r\nhost: \xff[\r\n\r\n",
  "GET / HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: upgrade\r\nupgrade: websocket\r\nsec-websocket-key: x\r\n\r\n",
  "CONNECT example.com:443 HTTP/1.1\r\nhost: example.com\r\n\r\n",
  "TRACE / HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n",
  "ODD / HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n",
  "GET / HTTP/1.1\r\nhost: 127.0.0.1\r\n__proto__: a\r\nx: \xe9\xff\r\n\r\n",
  "POST / HTTP/1.1\r\nhost: 127.0.0.1\r\nexpect: 100-continue\r\ncontent-length: 2\r\n\r\nok",
  "POST / HTTP/1.1\r\nhost: 127.0.0.1\r\nexpect: odd\r\ncontent-length: 2\r\n\r\nok",
  "POST / HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: 200\r\n\r\nhalf",
  "POST / HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\nok",
  "POST / HTTP/1.1\r\nhost: 127.0.0.1\r\ntransfer-encoding: chunked\r\n\r\nzz\r\nok\r\n0\r\n\r\n",
  "POST / HTTP/1.1\r\nhost: 127.0.0.1\r\ntransfer-encoding: gzip, chunked\r\n\r\n2\r\nok\r\n0\r\ntrailer: x\r\n\r\n",
  "GET / HTTP/1.1\r\nhost: 127.0.0.1\r\nx: a\rb\r\n\r\n",
  "\x16\x03\x01\x00\x05odd",
  "odd",
];

/** Sends bytes and answers what comes back, until the other side ends, or for a while. */
function exchange(url: string, bytes: string): Promise<string> {
  const { port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect(Number(port), "127.0.0.1");
    let text = "";
    const end = (): void => {
      clearTimeout(timer);
      // As a client that is killed does.
      socket.resetAndDestroy();
      resolve(text);
    };
    const timer = setTimeout(end, 400);
    socket.setEncoding("utf8").on("data", (part) => {
      text += part;
    });
    socket.once("error", end).once("close", end);
    socket.write(Buffer.from(bytes, "latin1"));
  });
}

describe("an exchange whose handler throws where nobody catches it", () => {
  it("costs its response alone", async () => {
    const { child, printed } = await startFixture("throws-in-callbacks");
    const url = `http://127.0.0.1:${printed}`;
    const read = async (path: string): Promise<string> => {
      const response = await fetch(url + path);
      return `${response.status} ${await response.text()}`;
    };

    const answers = [await read("/timer"), await read("/promise")];
    await assert.rejects(read("/late"));
    answers.push(await read("/"));
    child.kill("SIGKILL");

    assert.match(answers.join(""), /^502 The simulator failed: Invalid character.*\n502 .*nobody waits\n200 ok$/);
  });
});

describe("odd exchanges", function () {
  this.timeout(60_000);
  let folder: ReturnType<typeof createTemporaryFolder>;
  let urls: Readonly<Record<string, string>>;
  let simulator: SimulatorClient;
  before(async () => {
    folder = createTemporaryFolder();
    const data = join(folder.path, "data");
    urls = await deployAll(data);
    simulator = await startSimulator({ data, basePort: 0, attached: true });
    await Promise.all(Object.values(urls).map(async (url) => (await fetch(url)).text()));
  });
  after(async () => {
    if (isAlive(simulator.pid)) await simulator.stop();
    folder.remove();
  });
  const get = (path: string, header = ""): string =>
    `GET ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n${header}\r\n`;
  const read = async (url: string, path: string, header?: string): Promise<string> => {
    // A function that is busy with the exchanges before answers as soon as it can.
    for (let tries = 0; tries < 20; tries++) {
      const text = await exchange(url, get(path, header));
      if (text.startsWith("HTTP/1.1 200 ")) return text;
      await sleep(50);
    }
    return await exchange(url, get(path, header));
  };

  for (const front of ["an HTTP API", "a Function URL", "a Cloud Function", "a function app", "a Worker"]) {
    const url = (): string => urls[front] ?? "";

    it(`pass header bytes above 0x7F through ${front} unchanged, in both directions`, async () => {
      assert.match(await read(url(), "/disposition"), new RegExp(`\r\ncontent-disposition: ${disposition}\r\n`, "i"));
      assert.match(
        await read(url(), "/echo", `x-city: ${latin1(city)}\r\n`),
        new RegExp(`\r\nx-city: ${city}\r\n`, "i"),
      );
    });

    it(`cost one response of ${front}, which then goes on`, async () => {
      await Promise.all(requests.map((bytes) => exchange(url(), bytes)));
      // At once and one by one: some only meet when a connection or an instance is fresh.
      await Promise.all(requests.map((bytes) => exchange(url(), `${get("/")}${bytes}`)));

      assert.match(await read(url(), "/"), /^HTTP\/1\.1 200 .*ok/s);
      assert.ok(isAlive(simulator.pid));
    });
  }

  it("leave nothing to report that the simulator would be at fault for", async () => {
    assert.deepEqual((await simulator.state()).problems, []);
  });
});
