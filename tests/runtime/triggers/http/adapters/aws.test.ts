import assert from "node:assert/strict";
import { Writable } from "node:stream";
import { functionSet } from "fourfold";
import { type HttpApp, http } from "fourfold/runtime";
import { serve } from "../../../../../kit/runtime/triggers/http/adapters/aws.ts";
import { serve as serveStreaming } from "../../../../../kit/runtime/triggers/http/adapters/aws-streaming.ts";
import { functionUrlEvent, httpApiEvent, isLambdaResult, lambdaContext, toEvent } from "../../../support/aws.ts";
import { capture } from "../../../support/drivers.ts";

const set = functionSet("shop", { root: import.meta.url, functions: { api: { handler: "./x.ts", http: true } } });
const serving = (app: HttpApp["fetch"], streaming = false) =>
  (streaming ? serveStreaming : serve)(
    http(set, "api", () => ({ fetch: app })),
    { timeout: 20, http: { streaming, maxBody: 1_048_576 } },
  );

/** Calls the function with an event, and answers the request that the app saw. */
async function requestOf(event: unknown): Promise<Request> {
  let seen: Request | undefined;
  const handler = serving((request) => {
    seen = request;
    return new Response();
  });
  await capture(() => handler(event, lambdaContext));
  assert.ok(seen);
  return seen;
}

async function resultOf(event: unknown, app: HttpApp["fetch"] = () => new Response("ok")) {
  const [result] = await capture(() => serving(app)(event, lambdaContext));
  assert.ok(isLambdaResult(result));
  return result;
}

describe("the adapter for AWS", () => {
  // An HTTP API decodes the path, a Function URL does not: https://github.com/middleapi/standard-server/pull/93
  for (const [path, pathname] of [
    ["/a%2Fb%20c", "/a%2Fb%20c"],
    ["/a b/é", "/a%20b/%C3%A9"],
    ["/50%", "/50%25"],
    ["/%zz", "/%25zz"],
    ["/what?is#this", "/what%3Fis%23this"],
    ["/\uD800", "/%EF%BF%BD"],
    ["/a:b@c;d=e,f+g!$&'()*~", "/a:b@c;d=e,f+g!$&'()*~"],
  ]) {
    it(`takes the path ${JSON.stringify(path)} for ${pathname}`, async () => {
      const request = await requestOf({ ...httpApiEvent, rawPath: path });

      assert.equal(new URL(request.url).pathname, pathname);
      assert.equal(new URL(request.url).searchParams.get("parameter2"), "value");
    });
  }

  it("keeps each value of a repeated parameter, also with commas", async () => {
    const request = await requestOf({ ...httpApiEvent, rawQueryString: "a=1,2&a=3" });

    assert.deepEqual(new URL(request.url).searchParams.getAll("a"), ["1,2", "3"]);
  });

  it("gives headers whose bytes are UTF-8 as the text that they stand for, which AWS writes as those bytes", async () => {
    const disposition = 'attachment; filename="发票.pdf"';
    const headers = { "content-disposition": Buffer.from(disposition).toString("latin1"), "x-latin": "\xe9" };

    const result = await resultOf(httpApiEvent, () => new Response("ok", { headers }));

    assert.equal(result.headers["content-disposition"], disposition);
    assert.equal(result.headers["x-latin"], "\xe9");
  });

  // https://developers.cloudflare.com/rules/transform/managed-transforms/reference/#encoding-of-non-ascii-header-values
  for (const city of ["Łódź", "São Paulo", "大阪市", "Torrejón"]) {
    it(`hands over the bytes of a header such as ${city}, as other servers of Node do`, async () => {
      const request = await requestOf({ ...httpApiEvent, headers: { "cf-ipcity": city, accept: "text/html" } });

      assert.equal(request.headers.get("cf-ipcity"), Buffer.from(city).toString("latin1"));
      assert.equal(request.headers.get("accept"), "text/html");
    });
  }

  it("leaves out a header that no request can have, says so in the log, and answers", async () => {
    const headers = { "x-null": "a\0b", "x-line": "a\nb", "x name": "a", "": "a", "x-fine": "a" };

    const [result, lines] = await capture(() =>
      serving(({ headers: seen }) => new Response([...seen.keys()].join()))(
        { ...httpApiEvent, cookies: [], headers },
        lambdaContext,
      ),
    );

    assert.ok(isLambdaResult(result));
    assert.deepEqual([result.statusCode, result.body], [200, "content-length,x-fine"]);
    const warning = lines.find(({ message }) => message.includes("dropped"));
    assert.deepEqual([warning?.level, Object(warning?.fields).dropped], ["warn", ["x-null", "x-line", "x name", ""]]);
  });

  it("hands over the bytes of cookies", async () => {
    const request = await requestOf({ ...httpApiEvent, cookies: ["city=Łódź", "b=2"] });

    assert.equal(request.headers.get("cookie"), `city=${Buffer.from("Łódź").toString("latin1")}; b=2`);
  });

  it("knows the size of a body, whatever the client declared", async () => {
    const request = await requestOf({ ...httpApiEvent, headers: { "content-length": "5, 5" } });

    assert.equal(request.headers.get("content-length"), "15");
  });

  it("drops a body that came with GET", async () => {
    const request = await requestOf({ ...toEvent({ target: "/" }), body: "x", isBase64Encoded: false });

    assert.equal(request.body, null);
  });

  it("answers 400 to events of other kinds, without calling the app", async () => {
    const app = () => assert.fail("was called");
    for (const event of [undefined, null, 1, "x", {}, { Records: [] }, { ...httpApiEvent, headers: { a: 1 } }]) {
      assert.equal((await resultOf(event, app)).statusCode, 400);
    }
  });

  it("answers 405 with Allow to methods that a request cannot have", async () => {
    const result = await resultOf(toEvent({ method: "TRACE", target: "/" }));

    assert.equal(result.statusCode, 405);
    assert.match(result.headers.allow ?? "", /GET, HEAD, POST/);
  });

  it("answers 400 to a host that would reach into the path", async () => {
    const headers = { host: "evil.example/admin?" };

    assert.equal((await resultOf(toEvent({ target: "/", headers }))).statusCode, 400);
  });

  it("hands back text as it is, and everything else in base64", async () => {
    const text = await resultOf(httpApiEvent, () => new Response("é"));
    const bytes = await resultOf(
      httpApiEvent,
      () => new Response(new Uint8Array([255]), { headers: { "content-type": "text/plain" } }),
    );

    assert.deepEqual([text.body, text.isBase64Encoded], ["é", false]);
    assert.deepEqual([bytes.body, bytes.isBase64Encoded], ["/w==", true]);
  });

  it("takes the gateway's word for the client's address, and Lambda's request id", async () => {
    let context: unknown;
    await resultOf({ ...httpApiEvent, headers: { "x-forwarded-for": "6.6.6.6" } }, (_request, given) => {
      context = given;
      return new Response();
    });

    assert.partialDeepStrictEqual(context, { clientAddress: "192.0.2.1", requestId: lambdaContext.awsRequestId });
  });

  it("is cold for its first request only", async () => {
    const colds: boolean[] = [];
    const handler = serving((_request, { coldStart }) => {
      colds.push(coldStart);
      return new Response();
    });

    await capture(async () => [await handler(httpApiEvent, lambdaContext), await handler(httpApiEvent, lambdaContext)]);

    assert.deepEqual(colds, [true, false]);
  });

  it("answers 500 when the body fails while it is collected", async () => {
    const body = new ReadableStream({ pull: (controller) => controller.error(new Error("broken")) });

    assert.equal((await resultOf(httpApiEvent, () => new Response(body))).statusCode, 500);
  });
});

describe("the adapter for AWS, streaming", () => {
  interface Sent {
    head?: { statusCode: number; headers: Record<string, string>; cookies: string[] };
    readonly chunks: string[];
  }

  /**
   * Lambda's global as its runtime defines it: the head is sent before the first write, and only then.
   * https://github.com/aws/aws-lambda-nodejs-runtime-interface-client/blob/main/src/HttpResponseStream.js
   */
  function install(sent: Sent): void {
    Object.assign(globalThis, {
      awslambda: {
        streamifyResponse: (handler: (event: unknown, stream: Writable, context: unknown) => Promise<void>) => {
          return async (event: unknown, context: unknown) => {
            const stream = new Writable({
              highWaterMark: 1,
              write(chunk, _encoding, done) {
                sent.chunks.push(String(chunk));
                setTimeout(done, 1);
              },
            });
            await handler(event, stream, context);
            assert.ok(stream.writableEnded, "Response stream is not finished.");
          };
        },
        HttpResponseStream: {
          from(stream: Writable, head: Sent["head"]) {
            const write = stream.write;
            stream.write = (...chunk: unknown[]): boolean => {
              Object.assign(sent, { head });
              return Reflect.apply(write, stream, chunk);
            };
            return stream;
          },
        },
      },
    });
  }

  after(() => Reflect.deleteProperty(globalThis, "awslambda"));

  it("sends the head, then each piece as it comes", async () => {
    const sent: Sent = { chunks: [] };
    install(sent);
    const encode = (text: string) => new TextEncoder().encode(text);
    const app = () =>
      new Response(ReadableStream.from([encode("a"), encode("b")]), {
        status: 201,
        headers: [
          ["set-cookie", "a=1"],
          ["set-cookie", "b=2"],
          ["x-one", "1"],
          ["connection", "keep-alive"],
        ],
      });

    await capture(() => serving(app, true)(functionUrlEvent, lambdaContext));

    assert.deepEqual(sent.chunks, ["", "a", "b"]);
    assert.deepEqual([sent.head?.statusCode, sent.head?.cookies], [201, ["a=1", "b=2"]]);
    assert.equal(sent.head?.headers["x-one"], "1");
    assert.equal(sent.head?.headers.connection, undefined);
  });

  it("sends the head of a response without body", async () => {
    const sent: Sent = { chunks: [] };
    install(sent);

    await capture(() => serving(() => new Response(null, { status: 304 }), true)(functionUrlEvent, lambdaContext));

    assert.equal(sent.head?.statusCode, 304);
  });

  it("ends the response when background work is done", async () => {
    const sent: Sent = { chunks: [] };
    install(sent);
    let done = false;
    const app: HttpApp["fetch"] = (_request, { waitUntil }) => {
      waitUntil(
        new Promise<void>((resolve) => setTimeout(resolve, 30)).then(() => {
          done = true;
        }),
      );
      return new Response("x");
    };

    await capture(() => serving(app, true)(functionUrlEvent, lambdaContext));

    assert.equal(done, true);
  });

  it("fails the invocation when the body breaks off, so that the client sees it", async () => {
    install({ chunks: [] });
    const body = new ReadableStream({ pull: (controller) => controller.error(new Error("broken")) });

    await assert.rejects(
      capture(() => serving(() => new Response(body), true)(functionUrlEvent, lambdaContext)),
      /broken/,
    );
  });
});
