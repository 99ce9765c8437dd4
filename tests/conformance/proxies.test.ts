import assert from "node:assert/strict";
import { createServer, get, type IncomingHttpHeaders } from "node:http";
import { brotliDecompressSync, createGzip, gunzipSync, gzipSync, inflateSync } from "node:zlib";
import { clouds } from "fourfold";
import { localAddress } from "../../kit/cli/checks/addresses.ts";
import { deployProgram } from "./deployment.ts";
import { deployProxies } from "./fixtures/deploy-proxies.ts";

const text = "hello ".repeat(50);
const encoded = gzipSync(text);

/** What a client makes of a body, by its `content-encoding`. */
const decoders: Readonly<Record<string, (body: Buffer) => Buffer>> = {
  identity: (body) => body,
  gzip: (body) => gunzipSync(body),
  br: (body) => brotliDecompressSync(body),
  deflate: (body) => inflateSync(body),
};

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  /** As it came. */
  readonly body: Buffer;
}

/** Asks without decoding anything, as clients that decode for themselves. */
function ask(url: string, headers: Readonly<Record<string, string>>): Promise<Answer> {
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const request = get(url, { headers, timeout: 20_000, agent: false }, (response) => {
    const { statusCode: status } = response;
    const chunks: Buffer[] = [];
    response.on("data", (chunk: Buffer) => chunks.push(chunk)).once("error", reject);
    // A body that ends before its announced length is an error of the response.
    response.once("end", () => resolve({ status, headers: response.headers, body: Buffer.concat(chunks) }));
  });
  request.once("timeout", () => request.destroy(new Error("no answer"))).once("error", reject);
  return promise;
}

function readerOf({ headers, body }: Answer): string {
  const { "content-encoding": coding = "identity", "content-length": length } = headers;
  if (length !== undefined) assert.equal(Number(length), body.length);
  const decode = decoders[coding];
  assert.ok(decode, `content-encoding: ${coding}`);
  return decode(body).toString();
}

describe("a function that passes on what another server answers", () => {
  const server = createServer((request, response) => {
    if (request.url === "/plain") return void response.end(text);
    response.setHeader("content-encoding", "gzip");
    if (request.url === "/chunked") {
      const gzip = createGzip();
      gzip.pipe(response);
      return void gzip.end(text);
    }
    response.setHeader("content-length", encoded.length).end(encoded);
  });
  let upstream = "";
  before((done) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      upstream = typeof address === "object" ? `http://127.0.0.1:${address?.port}` : "";
      done();
    });
  });
  after((done) => {
    server.closeAllConnections();
    server.close(done);
  });

  for (const cloud of clouds) {
    describe(`on ${cloud}`, () => {
      let deployment: Awaited<ReturnType<typeof deployProgram>>;
      let url = "";
      before(async function deployOnce() {
        this.timeout(60_000);
        deployment = await deployProgram(() => deployProxies(cloud, upstream));
        const { proxy } = Object(deployment.outputs.urls);
        url = localAddress(String(proxy), deployment.simulator.world.endpoints.list()).replace(/\/$/, "");
      });
      after(() => deployment?.simulator.stop());

      for (const form of ["as-it-is", "as-a-copy", "with-its-headers", "changed-on-the-way"]) {
        // What was not decoded keeps its length, which is that of another text only if the app says so.
        for (const coding of form === "changed-on-the-way" ? ["gzip", "chunked"] : ["gzip", "chunked", "plain"]) {
          it(`${form}, ${coding}: announces what it sends, whatever its client takes`, async () => {
            for (const accept of ["gzip", "identity"]) {
              const answer = await ask(`${url}/${form}/${coding}`, { "accept-encoding": accept });

              assert.equal(answer.status, 200);
              assert.equal(readerOf(answer), form === "changed-on-the-way" ? `${text}!` : text);
            }
          });
        }
      }
    });
  }
});
