import assert from "node:assert/strict";
import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";
import { HttpRequest, InvocationContext } from "@azure/functions";
import fc from "fast-check";
import { functionSet } from "fourfold";
import { http, readJson, readQuery, withProblems } from "fourfold/runtime";
import { Hono } from "hono";
import * as v from "valibot";
import { serve as serveAws } from "../../../../../kit/runtime/triggers/http/adapters/aws.ts";
import { createHandler } from "../../../../../kit/runtime/triggers/http/adapters/azure.ts";
import { serve as serveCloudflare } from "../../../../../kit/runtime/triggers/http/adapters/cloudflare.ts";
import { serve as serveGcp } from "../../../../../kit/runtime/triggers/http/adapters/gcp.ts";
import { isLambdaResult, lambdaContext, toEvent } from "../../../support/aws.ts";
import { capture, useLightClasses } from "../../../support/drivers.ts";

const set = functionSet("shop", { root: import.meta.url, functions: { api: { handler: "./x.ts", http: true } } });
const settings = { timeout: 5, http: { streaming: false, maxBody: 1_048_576 } };

/** An app as people write it: what it reads it validates. */
const api = http(set, "api", () => {
  const app = new Hono();
  app.get("/search/:term", async (c) => c.json(await readQuery(c.req.raw, v.object({ q: v.optional(v.string()) }))));
  app.post("*", async (c) => c.json(await readJson(c.req.raw, v.looseObject({ a: v.array(v.number()) }))));
  return withProblems(app);
});

const odd = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom(
    "%zz",
    "%",
    "%2",
    "%c3",
    "%00",
    "//",
    "/../..",
    "\\",
    "\0",
    "?",
    "#",
    "é",
    "日本",
    "\uD800",
    "[",
    "__proto__",
  ),
);
const path = fc.array(odd, { maxLength: 5 }).map((parts) => `/search/${parts.join("/")}`);
const query = fc.array(odd, { maxLength: 5 }).map((parts) => parts.join("&q="));
const method = fc.constantFrom("GET", "HEAD", "POST", "PUT", "OPTIONS", "TRACE", "CONNECT", "get", "FOO", "a b", "");
const name = fc.constantFrom(
  "content-type",
  "content-length",
  "content-encoding",
  "host",
  "origin",
  "x-request-id",
  "cookie",
  "x y",
);
const value = fc.oneof(
  odd,
  fc.constantFrom(
    "application/json",
    "5, 5",
    "-1",
    "1e9",
    "99999999999999999999",
    "gzip",
    "evil.example/x",
    "a:b:c",
    "[::1",
  ),
);
const headers = fc.dictionary(name, value, { maxKeys: 5 });
const body = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.json(),
  fc.constantFrom("", "{", "[".repeat(5_000), '{"a":[1]}', '{"__proto__":{"a":1}}', "\uFEFF{}"),
);

const runs = { numRuns: 150 };

function assertAnswered(status: number | undefined): void {
  assert.ok(status !== undefined && status >= 200 && status < 500, `answered ${status}`);
}

describe("hostile requests", () => {
  for (const [kind, install] of Object.entries({ native: async () => () => {}, light: useLightClasses })) {
    it(`never fail the adapter for AWS, ${kind}`, async () => {
      const restore = await install();
      const handler = serveAws(api, settings);

      const [outcome] = await capture(() =>
        fc.check(
          fc.asyncProperty(
            path,
            query,
            method,
            headers,
            body,
            fc.boolean(),
            async (rawPath, rawQueryString, verb, sent, text, isBase64Encoded) => {
              const event = { ...toEvent({ method: verb, target: "/", headers: sent }), rawPath, rawQueryString };
              const result = await handler({ ...event, body: text, isBase64Encoded }, lambdaContext);
              assertAnswered(isLambdaResult(result) ? result.statusCode : undefined);
            },
          ),
          runs,
        ),
      );

      restore();
      assert.equal(outcome.failed, false, fc.defaultReportMessage(outcome));
    });

    it(`never fail the adapter for Google Cloud, ${kind}`, async () => {
      const restore = await install();
      const handler = serveGcp(api, settings);

      const [outcome] = await capture(() =>
        fc.check(
          fc.asyncProperty(path, query, method, headers, body, async (target, search, verb, sent, text) => {
            const request = new IncomingMessage(new Socket());
            Object.assign(request, { method: verb, url: `${target}?${search}`, rawBody: Buffer.from(text) });
            Object.assign(request.headers, sent);
            const response = new ServerResponse(request);
            await handler(request, response);
            assertAnswered(response.statusCode);
          }),
          runs,
        ),
      );

      restore();
      assert.equal(outcome.failed, false, fc.defaultReportMessage(outcome));
    });
  }

  it("never fail the adapter for AWS, whatever the event", async () => {
    const handler = serveAws(api, settings);

    const [outcome] = await capture(() =>
      fc.check(
        fc.asyncProperty(fc.anything(), async (event) => {
          const result = await handler(event, lambdaContext);
          assertAnswered(isLambdaResult(result) ? result.statusCode : undefined);
        }),
        runs,
      ),
    );

    assert.equal(outcome.failed, false, fc.defaultReportMessage(outcome));
  });

  /** Those that get as far as the adapter: both platforms have made a native request of them. */
  const arrived = fc
    .tuple(path, query, method, headers, body)
    .map(([target, search, verb, sent, text]) => {
      const url = `https://a.example${target}?${search}`;
      try {
        return new Request(url, {
          method: verb,
          headers: sent,
          ...(/^(?:get|head)$/i.test(verb) ? {} : { body: text }),
        });
      } catch {
        return undefined;
      }
    })
    .filter((request) => request !== undefined);

  it("never fail the adapter for Azure", async () => {
    const handler = createHandler(api, settings);
    const context = new InvocationContext({ functionName: "api", logHandler: () => {} });

    await fc.assert(
      fc.asyncProperty(arrived, async (request) => {
        const bytes = request.body === null ? {} : { body: { bytes: await request.bytes() } };
        const { method, url } = request;
        const given = new HttpRequest({ method, url, headers: Object.fromEntries(request.headers), ...bytes });
        assertAnswered((await handler(given, context)).status);
      }),
      runs,
    );
  });

  it("never fail the adapter for Cloudflare", async () => {
    const worker = serveCloudflare(api, settings);
    const { info, error } = console;
    Object.assign(console, { info: () => {}, error: () => {} });

    const outcome = await fc.check(
      fc.asyncProperty(arrived, async (request) => {
        assertAnswered((await worker.fetch(request, {}, { waitUntil: () => {} })).status);
      }),
      runs,
    );

    Object.assign(console, { info, error });
    assert.equal(outcome.failed, false, fc.defaultReportMessage(outcome));
  });
});
