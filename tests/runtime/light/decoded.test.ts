import assert from "node:assert/strict";
import { createServer } from "node:http";
import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from "node:zlib";
import { decodedFetch } from "../../../kit/runtime/platform/decoded-fetch.ts";
import { plainHeaders } from "../../../kit/runtime/triggers/http/response.ts";
import { implementations } from "./implementations.ts";

const text = "hello ".repeat(100);
const plain = Buffer.from(text);

/** What a server sends, by its `content-encoding`. */
const bodies: Readonly<Record<string, Buffer>> = {
  gzip: gzipSync(plain),
  "x-gzip": gzipSync(plain),
  GZip: gzipSync(plain),
  deflate: deflateSync(plain),
  br: brotliCompressSync(plain),
  zstd: zstdCompressSync(plain),
  "gzip, br": brotliCompressSync(gzipSync(plain)),
};
/** What `fetch` hands over as it came. */
const untouched: Readonly<Record<string, Buffer>> = { compress: plain, "aws-chunked": plain, identity: plain };

const { native, light } = implementations;

/** The classes that functions have on the clouds, with the `fetch` that their adapters put in place. */
const clouds = {
  "aws and gcp": light,
  azure: { ...native, fetch: decodedFetch(native.fetch) },
};

for (const [name, { Response, fetch }] of Object.entries(clouds)) {
  describe(`a response that was fetched, on ${name}`, () => {
    const server = createServer((request, response) => {
      const coding = decodeURIComponent(request.url?.slice(1) ?? "");
      const body = { ...bodies, ...untouched }[coding] ?? Buffer.alloc(0);
      const status = Object.hasOwn(bodies, coding) || Object.hasOwn(untouched, coding) ? 200 : Number(coding);
      const headers = { "content-encoding": status === 200 ? coding : "gzip", "content-length": body.length };
      response.writeHead(status, status === 304 ? { ...headers, "content-length": 99 } : { ...headers, etag: '"1"' });
      response.end(request.method === "HEAD" ? undefined : body);
    });
    let url = "";
    before((done) => {
      server.listen(0, "127.0.0.1", () => {
        const address = server.address();
        url = typeof address === "object" ? `http://127.0.0.1:${address?.port}` : "";
        done();
      });
    });
    after((done) => {
      server.closeAllConnections();
      server.close(done);
    });
    const get = (path: string, init?: RequestInit) => fetch(`${url}/${encodeURIComponent(path)}`, init);

    /** How people pass a response on. */
    const forms: Readonly<Record<string, (upstream: Response) => Response | Promise<Response>>> = {
      "as it is": (upstream) => upstream,
      "as a clone": (upstream) => upstream.clone(),
      "as a clone of a clone": (upstream) => upstream.clone().clone(),
      "as a copy": (upstream) => new Response(upstream.body, upstream),
      "with its headers": ({ body, headers }) => new Response(body, { headers }),
      "with some of its headers": ({ body, headers }) => new Response(body, { headers: Object.fromEntries(headers) }),
      "as a text": async (upstream) => new Response(await upstream.text(), upstream),
      "changed on the way": (upstream) =>
        new Response(upstream.body?.pipeThrough(new TransformStream()), { headers: upstream.headers }),
    };
    for (const [form, pass] of Object.entries(forms)) {
      it(`is passed on ${form} without what was true of its encoded bytes only`, async () => {
        for (const coding of Object.keys(bodies)) {
          const response = await pass(await get(coding));

          const sent = plainHeaders(response);
          assert.deepEqual([sent["content-encoding"], sent["content-length"]], [undefined, undefined], coding);
          assert.equal(sent.etag, '"1"');
          assert.equal(await response.text(), text, coding);
        }
      });
    }

    it("keeps its headers where its body is as it came", async () => {
      for (const [coding, body] of Object.entries(untouched)) {
        const response = await get(coding);

        const sent = plainHeaders(response);
        assert.deepEqual([sent["content-encoding"], sent["content-length"]], [coding, String(body.length)]);
        assert.deepEqual(Buffer.from(await response.arrayBuffer()), body);
      }
    });

    it("keeps its headers where there is no body: for HEAD, 204 and 304", async () => {
      for (const response of [await get("gzip", { method: "HEAD" }), await get("204"), await get("304")]) {
        assert.equal(plainHeaders(response)["content-encoding"], "gzip");
      }
      const { headers } = await get("gzip", { method: "HEAD" });
      assert.equal(headers.get("content-length"), String(bodies.gzip?.length));
    });

    it("keeps what a response of the app's own says of encoded bytes", async () => {
      const gzip = bodies.gzip ?? Buffer.alloc(0);
      const response = new Response(new Uint8Array(gzip), { headers: { "content-encoding": "gzip" } });

      assert.equal(plainHeaders(response)["content-encoding"], "gzip");
      assert.deepEqual(Buffer.from(await response.arrayBuffer()), gzip);
    });

    it("still says where it came from", async () => {
      const response = await get("gzip");

      assert.deepEqual([response.status, response.statusText, response.url], [200, "OK", `${url}/gzip`]);
      assert.ok(response instanceof Response);
      await response.body?.cancel();
    });
  });
}
