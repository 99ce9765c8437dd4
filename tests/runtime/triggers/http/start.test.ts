import assert from "node:assert/strict";
import { functionSet } from "fourfold";
import { type HttpApp, http, limitBody } from "fourfold/runtime";
import { type HttpInvocation, start } from "../../../../kit/runtime/triggers/http/start.ts";

const set = functionSet("shop", {
  root: import.meta.url,
  functions: { api: { handler: "./x.ts", http: true } },
});
const settings = { http: { streaming: true, maxBody: 1_024 } } as const;
const platform = { cloud: "aws", environment: {}, limitBody } as const;

function invoke(lines: string[] = []): HttpInvocation {
  return {
    id: "platform-id",
    deadline: Date.now() + 1_000,
    clientAddress: "192.0.2.1",
    write: (_level, line) => void lines.push(line),
    waitUntil: () => {},
  };
}

const starting = (fetch: HttpApp["fetch"]) =>
  start(
    http(set, "api", () => ({ fetch })),
    settings,
    {},
    platform,
  );

describe("a function that starts", () => {
  it("makes its app once", async () => {
    let made = 0;
    const answer = start(
      http(set, "api", () => {
        made += 1;
        return { fetch: () => new Response() };
      }),
      settings,
      {},
      platform,
    );

    for (let count = 0; count < 3; count++) await answer(() => new Request("https://a/"), invoke());

    assert.equal(made, 1);
  });

  it("calls the app with the context twice, as Hono wants it", async () => {
    let args: unknown[] = [];
    const answer = starting((...given) => {
      args = given;
      return new Response();
    });

    await answer(() => new Request("https://a/"), invoke());

    assert.equal(args.length, 3);
    assert.equal(args[1], args[2]);
    assert.partialDeepStrictEqual(args[1], { requestId: "platform-id", set: "shop", function: "api", coldStart: true });
  });

  it("refuses an app that cannot answer", () => {
    const make = () => Reflect.apply(Object, undefined, [{}]);

    assert.throws(() => start(http(set, "api", make), settings, {}, platform), { code: "ERR_HANDLER_EXPORT" });
  });

  it("lets bodies in up to its limit", async () => {
    const sized = (size: number) => () =>
      new Request("https://a/", { method: "POST", body: "x", headers: { "content-length": String(size) } });
    const answer = starting(() => new Response());

    assert.equal((await answer(sized(1_024), invoke())).status, 200);
    assert.equal((await answer(sized(1_025), invoke())).status, 413);
  });

  it("answers 400 to a request that cannot be read, logs it, and goes on", async () => {
    const lines: string[] = [];
    const answer = starting(() => new Response("fine"));

    const response = await answer(() => new Request("no URL"), invoke(lines));

    assert.deepEqual([response.status, response.headers.get("x-request-id")], [400, "platform-id"]);
    assert.partialDeepStrictEqual(JSON.parse(lines[0] ?? ""), { message: "request", fields: { status: 400 } });
    assert.equal((await answer(() => new Request("https://a/"), invoke())).status, 200);
  });

  it("counts down to the deadline", async () => {
    let remaining = [0, 0];
    const answer = starting((_request, context) => {
      remaining = [context.remaining(), context.deadline - Date.now()];
      return new Response();
    });

    await answer(() => new Request("https://a/"), invoke());

    for (const left of remaining) assert.ok(left > 500 && left <= 1_000);
  });
});
