import assert from "node:assert/strict";
import { once } from "node:events";
import { readFile } from "node:fs/promises";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { call } from "../../../kit/runtime/platform/call.ts";

/** A server, and how many connections it has had. */
async function serve(answer: RequestListener) {
  const server = createServer(answer);
  let connections = 0;
  const sockets = new Set<Socket>();
  server.on("connection", (socket) => {
    connections++;
    sockets.add(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: new URL(`http://127.0.0.1:${port}/path?query`),
    connections: () => connections,
    closed: () => Promise.all([...sockets].map((socket) => socket.destroyed || once(socket, "close"))),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

describe("a call of a cloud's API", () => {
  it("sends method, path, headers and body, and gives status and text of the answer", async () => {
    await using server = await serve(async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk);
      const { method, url, headers } = request;
      const seen = [method, url, headers["x-own"], headers["content-length"], Buffer.concat(chunks).toString()];
      response.writeHead(201, { ETag: '"7"' }).end(seen.join(" "));
    });

    const { header, ...answer } = await call({
      ...{ method: "POST", url: server.url, headers: { "x-own": "1" }, body: "größer" },
    });

    assert.deepEqual(answer, { status: 201, isOk: true, text: "POST /path?query 1 8 größer" });
    assert.deepEqual([header("etag"), header("x-other")], ['"7"', undefined]);
  });

  it("is not followed to another place, and says that it was not accepted", async () => {
    await using server = await serve((_request, response) => response.writeHead(302, { location: "/" }).end("there"));

    const { header, ...answer } = await call({ url: server.url, headers: {} });
    assert.deepEqual(answer, { status: 302, isOk: false, text: "there" });
    assert.equal(header("location"), "/");
  });

  it("puts characters together that come in parts", async () => {
    await using server = await serve((_request, response) => {
      const bytes = Buffer.from("ö");
      response.write(bytes.subarray(0, 1));
      setTimeout(() => response.end(bytes.subarray(1)), 20);
    });

    assert.equal((await call({ url: server.url, headers: {} })).text, "ö");
  });

  it("keeps its connection for the next one", async () => {
    await using server = await serve((_request, response) => response.end());

    for (let times = 0; times < 3; times++) await call({ url: server.url, headers: {} });

    assert.equal(server.connections(), 1);
  });

  // A server closes what is silent for long, and a function that was frozen in the meantime has not seen it.
  it("does not fail for a connection that was closed while it was kept", async () => {
    let count = 0;
    await using server = await serve((request, response) => {
      count++;
      if (count === 2) request.socket.resetAndDestroy();
      else response.end(String(count));
    });

    const texts = [];
    for (let times = 0; times < 2; times++) texts.push((await call({ url: server.url, headers: {} })).text);

    assert.deepEqual([texts, server.connections()], [["1", "3"], 2]);
  });

  it("is not sent again by itself if it says so: what it asks for may have been done", async () => {
    let count = 0;
    await using server = await serve((request, response) => {
      count++;
      if (count === 2) request.socket.resetAndDestroy();
      else response.end(String(count));
    });

    await call({ url: server.url, headers: {} });
    await assert.rejects(call({ url: server.url, headers: {}, once: true }), { code: "ECONNRESET" });

    assert.equal(count, 2);
    assert.equal((await call({ url: server.url, headers: {}, once: true })).text, "3");
  });

  it("is not sent over a connection that has been idle for too long while the function was frozen", async () => {
    let count = 0;
    await using server = await serve((request, response) => {
      count++;
      const [{ socket }, mine] = [request, count];
      response.writeHead(200, { "keep-alive": "timeout=2" }).end(String(mine));
      setTimeout(() => socket.destroy(), mine === 1 ? 1_500 : 60_000).unref();
    });

    await call({ url: server.url, headers: {}, once: true });
    // Where a function goes on that was frozen: an event has come in.
    await new Promise((resolve) => setTimeout(resolve, 10));
    await readFile(import.meta.filename);
    // Nothing in this process runs meanwhile.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2_200);
    assert.equal((await call({ url: server.url, headers: {}, once: true })).text, "2");
  }).timeout(10_000);

  it("fails when the answer ends before its end, or nobody answers", async () => {
    await using server = await serve((_request, response) => {
      response.writeHead(200, { "content-length": 10 }).write("half");
      setTimeout(() => response.destroy(), 20);
    });

    await assert.rejects(call({ url: server.url, headers: {} }), { code: "ECONNRESET" });
    await assert.rejects(call({ url: new URL("http://127.0.0.1:1/"), headers: {} }), { code: "ECONNREFUSED" });
  });

  it("fails after five seconds without an answer, and after as long in the middle of one", async function slow() {
    this.timeout(15_000);
    await using silent = await serve(() => {});
    await using half = await serve((_request, response) => response.write("half"));

    const calls = [silent, half].map(({ url }) => {
      return assert.rejects(call({ url, headers: {} }), new RegExp(`^Error: ${url.host} has not answered in 5000 ms`));
    });

    await Promise.all(calls);
    // Nor are their connections kept.
    await Promise.all([silent.closed(), half.closed()]);
  });

  it("leaves no timer behind when it is over", async () => {
    await using server = await serve((_request, response) => response.end("done"));
    const timers = () => process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
    const before = timers();

    await call({ url: server.url, headers: {} });

    assert.equal(timers(), before);
  });
});
