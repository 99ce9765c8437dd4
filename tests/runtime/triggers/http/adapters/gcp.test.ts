import assert from "node:assert/strict";
import { once } from "node:events";
import {
  type ClientRequest,
  createServer,
  get,
  IncomingMessage,
  type Server,
  ServerResponse,
  request as sendTo,
} from "node:http";
import { type AddressInfo, connect, Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { functionSet } from "fourfold";
import { type HttpApp, http } from "fourfold/runtime";
import { serve } from "../../../../../kit/runtime/triggers/http/adapters/gcp.ts";
import { capture } from "../../../support/drivers.ts";

const set = functionSet("shop", { root: import.meta.url, functions: { api: { handler: "./x.ts", http: true } } });
const open = new Set<Server>();

/** Serves an app on a plain server, which hands over what the framework does but for the body. */
async function listen(app: HttpApp["fetch"], streaming = true): Promise<number> {
  const handle = serve(
    http(set, "api", () => ({ fetch: app })),
    { timeout: 5, http: { streaming, maxBody: 1_048_576 } },
  );
  const server = createServer((request, response) => void handle(request, response));
  open.add(server);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  return typeof address === "object" ? (address?.port ?? 0) : 0;
}

const raw = (port: number, text: string) =>
  new Promise<string>((resolve) => {
    let answer = "";
    const socket = connect(port, "127.0.0.1", () => socket.write(text));
    socket
      .on("data", (chunk) => {
        answer += chunk;
      })
      .on("close", () => resolve(answer));
  });

const answerOf = (request: ClientRequest) =>
  new Promise<IncomingMessage>((resolve, reject) => request.once("response", resolve).once("error", reject));

/** What an app sees of a request. */
async function seen(request: string): Promise<{ url: string; address: string | undefined }> {
  let result: { url: string; address: string | undefined } | undefined;
  const port = await listen(({ url }, { clientAddress }) => {
    result = { url, address: clientAddress };
    return new Response();
  });
  await capture(() => raw(port, request));
  assert.ok(result);
  return result;
}

/** The id of a request to which the framework gave an execution id. */
async function idFor(executionId: string): Promise<string> {
  const handle = serve(
    http(set, "api", () => ({ fetch: () => new Response() })),
    { timeout: 5, http: { streaming: false, maxBody: 1_048_576 } },
  );
  const request = Object.assign(new IncomingMessage(new Socket()), { method: "GET", url: "/", executionId });
  const response = new ServerResponse(request);
  await capture(() => handle(request, response));
  return String(response.getHeader("x-request-id"));
}

describe("the adapter for Google Cloud", () => {
  afterEach(async () => {
    for (const server of open) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
    open.clear();
  });

  // https://cloud.google.com/load-balancing/docs/https#x-forwarded-for_header
  it("takes Google's word for protocol and client, not the client's", async () => {
    const headers = "host: fn.example\r\nx-forwarded-for: 6.6.6.6, 192.0.2.1\r\nx-forwarded-proto: https";
    const { url, address } = await seen(`GET /a%2Fb?q=%zz HTTP/1.1\r\n${headers}\r\nconnection: close\r\n\r\n`);

    assert.deepEqual([url, address], ["https://fn.example/a%2Fb?q=%zz", "192.0.2.1"]);
  });

  it("reads a body that the framework did not read, because it has no type", async () => {
    const port = await listen(async (request) => new Response(await request.text()));

    const [answer] = await capture(() =>
      raw(port, "POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 5\r\nconnection: close\r\n\r\nhello"),
    );

    assert.match(answer, /hello/);
  });

  // https://github.com/GoogleCloudPlatform/functions-framework-nodejs/blob/main/src/execution_context.ts
  it("uses the execution id of the platform, unless it is none", async () => {
    assert.equal(await idFor("xaotr4i3j0bk"), "xaotr4i3j0bk");
    assert.match(await idFor("<script>"), /^[\da-f-]{36}$/);
  });

  // https://www.rfc-editor.org/rfc/rfc9112#section-3.2.2
  it("takes a whole URL on the request line", async () => {
    const { url } = await seen("GET http://other.example/x HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n");

    assert.equal(url, "http://other.example/x");
  });

  for (const [title, request] of Object.entries({
    "a host that is none": "GET / HTTP/1.1\r\nhost: a/b\r\nconnection: close\r\n\r\n",
    "a request line without path": "OPTIONS * HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n",
  })) {
    it(`answers 400 to ${title}`, async () => {
      const port = await listen(() => assert.fail("was called"));

      const [answer] = await capture(() => raw(port, request));

      assert.match(answer, /^HTTP\/1\.1 400 [\s\S]*application\/problem\+json/);
    });
  }

  it("answers with the length of a body that is complete", async () => {
    const port = await listen(() => new Response("abc"), false);

    const [answer] = await capture(() => raw(port, "GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n"));

    assert.match(answer, /content-length: 3/i);
  });

  it("sends each piece when it is made", async () => {
    let release = () => {};
    const gate = new Promise<void>((resolve) => {
      release = resolve;
    });
    async function* pieces() {
      yield new TextEncoder().encode("first");
      await gate;
      yield new TextEncoder().encode("second");
    }
    const port = await listen(() => new Response(ReadableStream.from(pieces())));

    await capture(async () => {
      const pieces: string[] = [];
      for await (const piece of await answerOf(get({ port }))) {
        pieces.push(String(piece));
        release();
      }
      assert.deepEqual(pieces, ["first", "second"]);
    });
  });

  it("makes no more than the client takes", async () => {
    let made = 0;
    const body = new ReadableStream({
      pull(controller) {
        made += 1;
        controller.enqueue(new Uint8Array(1_000_000));
      },
    });
    const port = await listen(() => new Response(body));
    const request = get({ port });

    await capture(async () => {
      const response = await answerOf(request);
      response.pause();
      await new Promise((resolve) => setTimeout(resolve, 100));
      assert.ok(made < 50, `${made} MB were made`);
      request.destroy();
      await new Promise((resolve) => setTimeout(resolve, 20));
    });
  });

  it("stops a silent body, and aborts the request, when the client goes away", async () => {
    const { promise: cancelled, resolve: cancel } = Promise.withResolvers<void>();
    const { promise: aborted, resolve: abort } = Promise.withResolvers<void>();
    const port = await listen((request) => {
      request.signal.addEventListener("abort", () => abort());
      return new Response(new ReadableStream({ start: (c) => c.enqueue(new Uint8Array([1])), cancel: () => cancel() }));
    });

    await capture(async () => {
      const request = get({ port });
      const response = await answerOf(request);
      response.on("error", () => request.destroy());
      await once(response, "data");
      request.destroy();
      await Promise.all([cancelled, aborted]);
    });
  });

  it("breaks the connection when the body breaks off, and logs it", async () => {
    const body = ReadableStream.from(
      (async function* () {
        yield new TextEncoder().encode("half");
        await new Promise((resolve) => setTimeout(resolve, 20));
        throw new Error("the body broke");
      })(),
    );
    const port = await listen(() => new Response(body));

    const [answer, logs] = await capture(() => raw(port, "GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n"));

    assert.match(answer, /half/);
    assert.doesNotMatch(answer, /\r\n0\r\n\r\n$/);
    assert.ok(logs.some(({ severity, message }) => severity === "ERROR" && message === "The response broke off."));
  });

  // The framework reads bodies first: https://github.com/GoogleCloudPlatform/functions-framework-nodejs/blob/main/src/server.ts
  it("counts the time of a request from its arrival, as the platform does, and not from when its body was read", async () => {
    const remaining: number[] = [];
    const handle = serve(
      http(set, "api", () => ({
        fetch(_request, context) {
          remaining.push(context.remaining());
          return new Response();
        },
      })),
      { timeout: 5, http: { streaming: false, maxBody: 1_048_576 } },
    );
    const server = createServer((request, response) => {
      request.resume().once("end", () => void handle(request, response));
    });
    open.add(server);
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;

    const upload = sendTo({ port, method: "POST", headers: { "content-type": "text/plain" } });
    upload.write("a");
    await sleep(400);
    upload.end("b");
    const [, [response]] = await Promise.all([capture(() => once(upload, "response")), once(upload, "response")]);
    response.resume();

    assert.equal(remaining.length, 1);
    assert.ok(Number(remaining[0]) <= 4_600, `${remaining[0]} ms were left of 5,000`);
  });

  it("gives lines Google's severity", async () => {
    const port = await listen((_request, { log }) => {
      log.warn("careful");
      return new Response();
    });

    const [, logs] = await capture(() => raw(port, "GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n"));

    assert.deepEqual(
      logs.map(({ level, severity }) => [level, severity]),
      [
        ["warn", "WARNING"],
        ["info", "INFO"],
      ],
    );
  });
});
