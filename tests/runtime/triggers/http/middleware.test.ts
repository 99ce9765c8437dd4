import assert from "node:assert/strict";
import {
  answerErrors,
  compose,
  HttpError,
  type HttpMiddleware,
  keepDeadline,
  limitBody,
  logRequest,
  methodNotAllowed,
  sendRequestId,
} from "fourfold/runtime";
import { bufferBody } from "../../../../kit/runtime/triggers/http/middleware/buffer-body.ts";
import { toRequestId } from "../../../../kit/runtime/triggers/http/middleware/request-id.ts";
import { answering, around, createContext, get, problemOf } from "./support.ts";

describe("compose", () => {
  it("calls middleware from the outside in, and back", async () => {
    const order: string[] = [];
    const layer =
      (name: string): HttpMiddleware =>
      async (request, _context, next) => {
        order.push(`${name} before`);
        const response = await next(request);
        order.push(`${name} after`);
        return response;
      };

    await around([layer("outer"), layer("inner")], () => new Response()).ask();

    assert.deepEqual(order, ["outer before", "inner before", "inner after", "outer after"]);
  });

  it("lets middleware change the request, and answer by itself", async () => {
    const change: HttpMiddleware = (request, _context, next) => next(new Request(request, { headers: { a: "1" } }));
    const stop: HttpMiddleware = async () => new Response("stopped");

    assert.equal(await (await around([change], ({ headers }) => new Response(headers.get("a"))).ask()).text(), "1");
    assert.equal(await (await around([stop], () => assert.fail("was called")).ask()).text(), "stopped");
  });

  it("refuses what is no response", async () => {
    const nothing = () => Reflect.apply(Object, undefined, [{}]);

    await assert.rejects(around([], nothing).ask(), /GET \/x with no response/);
  });
});

describe("request ids", () => {
  it("are the caller's where they can stand in a log, otherwise the platform's", () => {
    for (const id of ["abc", "Root=1-5fff599f:a/b@c+d", "x".repeat(128)]) {
      assert.equal(toRequestId(get({ "x-request-id": id }), "platform"), id);
    }
    for (const id of ["", "a b", 'a"b', "é", "x".repeat(129)]) {
      assert.equal(toRequestId(get({ "x-request-id": id }), "platform"), "platform");
    }
    assert.equal(toRequestId(get(), "platform"), "platform");
  });

  it("are sent, also on responses whose headers are immutable", async () => {
    for (const response of [new Response("x"), Response.redirect("https://a.example/")]) {
      const sent = await around([sendRequestId], () => response).ask();

      assert.equal(sent.headers.get("x-request-id"), "r-1");
      assert.equal(sent.status, response.status);
    }
  });
});

describe("the request log", () => {
  it("has method, path without query, status and duration", async () => {
    const { ask, lines } = around([logRequest], () => new Response(null, { status: 404 }));

    await ask();

    const [line] = lines;
    assert.equal(lines.length, 1);
    assert.deepEqual([line?.level, line?.message], ["info", "request"]);
    assert.partialDeepStrictEqual(line?.fields, { method: "GET", path: "/x", status: 404 });
    assert.equal(typeof line?.fields?.duration, "number");
  });
});

describe("errors", () => {
  it("become problem details: RFC 9457", async () => {
    const error = new HttpError(404, { code: "no_such_product", detail: "There is none.", headers: { "x-a": "1" } });

    const response = await around([answerErrors], () => Promise.reject(error)).ask();

    assert.deepEqual([response.status, response.headers.get("content-type")], [404, "application/problem+json"]);
    assert.deepEqual([response.headers.get("x-a"), response.headers.get("cache-control")], ["1", "no-store"]);
    assert.deepEqual(await problemOf(response), {
      type: "about:blank",
      title: "Not Found",
      status: 404,
      code: "no_such_product",
      detail: "There is none.",
      requestId: "r-1",
    });
  });

  it("keep what is not meant for the client in the log", async () => {
    const error = new Error("secret");
    const { ask, lines } = around([answerErrors], () => Promise.reject(error));

    const response = await ask();

    assert.equal(response.status, 500);
    assert.doesNotMatch(await response.text(), /secret/);
    assert.deepEqual(
      lines.map(({ level, fields }) => [level, fields?.error]),
      [["error", error]],
    );
  });

  it("of the client are not logged as the function's", async () => {
    const { ask, lines } = around([answerErrors], () => Promise.reject(new HttpError(400)));

    await ask();

    assert.deepEqual(lines, []);
  });

  it("for a method name those that there are", () => {
    const { status, options } = methodNotAllowed(["GET", "HEAD"]);

    assert.deepEqual([status, options.headers], [405, { allow: "GET, HEAD" }]);
  });
});

describe("the deadline", () => {
  it("answers 504 in place of an app that waits too long", async () => {
    const { context } = createContext({ remaining: () => 10 });
    const app = compose(
      [answerErrors, keepDeadline],
      answering(() => new Promise(() => {})),
    );

    const response = await app.fetch(get(), context, context);

    assert.deepEqual([response.status, (await problemOf(response)).code], [504, "deadline_exceeded"]);
  });

  it("does not touch an app that is in time, or what it throws", async () => {
    assert.equal((await around([keepDeadline], () => new Response(null, { status: 201 })).ask()).status, 201);
    await assert.rejects(around([keepDeadline], () => Promise.reject(new Error("mine"))).ask(), /mine/);
  });
});

describe("the body limit", () => {
  const most = 10;
  const post = (body: string | ReadableStream, headers: Record<string, string> = {}) =>
    new Request("https://a.example/", { method: "POST", body, duplex: "half", headers });
  const pieces = (count: number) =>
    ReadableStream.from(
      (function* () {
        for (let made = 0; made < count; made++) yield new Uint8Array(5);
      })(),
    );
  const echo = async (request: Request) => new Response(await request.arrayBuffer());

  it("refuses a length that is declared too large, without calling the app", async () => {
    const { ask } = around([answerErrors, limitBody(most)], () => assert.fail("was called"));

    assert.equal((await ask(post("x", { "content-length": "11" }))).status, 413);
  });

  it("lets through exactly what may come", async () => {
    const { ask } = around([answerErrors, limitBody(most)], echo);

    assert.equal((await (await ask(post(pieces(2)))).arrayBuffer()).byteLength, 10);
    assert.equal((await ask(post(pieces(3)))).status, 413);
    assert.equal((await ask(get())).status, 200);
  });

  it("counts where the declared length is no number", async () => {
    const { ask } = around([answerErrors, limitBody(most)], echo);

    assert.equal((await ask(post(pieces(3), { "content-length": "5, 5" }))).status, 413);
  });

  it("answers 413 whatever the app made of the broken body", async () => {
    const { ask } = around([answerErrors, limitBody(most)], (request) =>
      request.text().then(
        () => new Response(),
        () => new Response("hidden", { status: 500 }),
      ),
    );

    assert.equal((await ask(post(pieces(3)))).status, 413);
  });

  it("does not change the app's own errors", async () => {
    const { ask } = around([limitBody(most)], () => Promise.reject(new Error("mine")));

    await assert.rejects(ask(post(pieces(1))), /mine/);
  });
});

describe("buffering", () => {
  it("keeps status, headers and body, also where there is none", async () => {
    const made = () => new Response(ReadableStream.from([new Uint8Array([97])]), { status: 201, headers: { a: "1" } });
    const response = await around([bufferBody], made).ask();

    assert.deepEqual([response.status, response.headers.get("a"), await response.text()], [201, "1", "a"]);
    assert.equal((await around([bufferBody], () => new Response(null, { status: 304 })).ask()).status, 304);
  });

  it("fails when the body does", async () => {
    const body = new ReadableStream({ pull: (controller) => controller.error(new Error("broken")) });

    await assert.rejects(around([bufferBody], () => new Response(body)).ask(), /broken/);
  });
});
