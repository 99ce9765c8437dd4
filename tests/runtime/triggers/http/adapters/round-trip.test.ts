import assert from "node:assert/strict";
import fc from "fast-check";
import { functionSet } from "fourfold";
import { type HttpApp, http } from "fourfold/runtime";
import { bytes, cookieName, cookieValue, fuzz, headerName, headerValue, path, query } from "../../../support/fuzz.ts";
import { type Platform, platforms, type Sent } from "../../../support/platforms.ts";

const set = functionSet("shop", { root: import.meta.url, functions: { api: { handler: "./x.ts", http: true } } });
const define = (fetch: HttpApp["fetch"]) => http(set, "api", () => ({ fetch }));

/** Bytes that are UTF-8, each shown as a character: others have no text that AWS could hand over. */
const value = headerValue.map((text) => Buffer.from(text).toString("latin1"));
const pairs = fc.uniqueArray(fc.tuple(headerName, value), { maxLength: 5, selector: ([name]) => name });
const cookies = fc.array(
  fc.tuple(cookieName, cookieValue).map(([name, value]) => `${name}=${value}`),
  { maxLength: 4 },
);

const sent: fc.Arbitrary<Sent> = fc
  .record({
    method: fc.constantFrom("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"),
    path,
    query,
    headers: pairs,
    cookies,
    body: bytes,
  })
  .map((request) => (/^(?:GET|HEAD)$/.test(request.method) ? { ...request, body: new Uint8Array() } : request));

const statuses = fc.oneof(
  fc.constantFrom(200, 201, 204, 205, 206, 301, 302, 304, 400, 401, 404, 409, 418, 429, 500, 503, 599),
  fc.integer({ min: 200, max: 599 }),
);

const answered = fc
  .record({
    status: statuses,
    headers: fc.array(fc.tuple(headerName, value), { maxLength: 5 }),
    cookies,
    body: fc.option(bytes, { nil: null }),
    isStream: fc.boolean(),
  })
  .map((answer) => ([204, 205, 304].includes(answer.status) ? { ...answer, body: null } : answer));

const added = ["x-request-id", "content-length", "host", "cookie", "set-cookie", "x-forwarded-proto"];

/** Without those that the kit or the platform adds or loses. */
function plain(headers: Headers, { lost = [] }: Platform): readonly (readonly [string, string])[] {
  const own = [...headers].filter(([name]) => !added.includes(name) && !lost.includes(name));
  // White space around a value is not part of it: https://www.rfc-editor.org/rfc/rfc9110#section-5.5-3
  return own.map(([name, value]) => [name, value.trim()]);
}

// The reference is the native class: what went in as a Request or Response comes out as the same one.
for (const platform of platforms) {
  describe(`whatever goes through the adapter for ${platform.name}`, () => {
    let restore = () => {};
    const { Request, Response, Headers } = globalThis;
    before(async () => {
      restore = await platform.install();
    });
    after(() => restore());

    it("is the request that was sent", async () => {
      await fuzz(
        fc.asyncProperty(sent, async (request) => {
          let seen: { url: string; method: string; headers: Headers; cookie: string | null; body: Buffer } | undefined;
          const app: HttpApp["fetch"] = async (got) => {
            const { url, method } = got;
            const headers = new Headers([...got.headers]);
            seen = { url, method, headers, cookie: headers.get("cookie"), body: Buffer.from(await got.arrayBuffer()) };
            return new globalThis.Response(null, { status: 204 });
          };

          await platform.call(define(app), request);

          const target = request.query === "" ? request.path : `${request.path}?${request.query}`;
          const reference = new Request(`https://api.example${target}`, {
            method: request.method,
            headers: [...request.headers],
          });
          assert.ok(seen);
          assert.equal(new URL(seen.url).pathname, new URL(reference.url).pathname);
          assert.deepEqual([...new URL(seen.url).searchParams], [...new URL(reference.url).searchParams]);
          assert.equal(seen.method, reference.method);
          assert.deepEqual(plain(seen.headers, platform), plain(reference.headers, platform));
          assert.equal(seen.cookie ?? "", request.cookies.join("; "));
          assert.ok(seen.body.equals(request.body), "the body differs");
        }),
      );
    });

    it("is the response that was answered", async () => {
      await fuzz(
        fc.asyncProperty(answered, async ({ status, headers, cookies, body, isStream }) => {
          const all = [...headers, ...cookies.map((cookie) => ["set-cookie", cookie] as [string, string])];
          const content = body === null ? null : new Uint8Array(body);
          const app: HttpApp["fetch"] = () =>
            new globalThis.Response(isStream && content !== null ? ReadableStream.from([content]) : content, {
              status,
              headers: all,
            });

          const got = await platform.call(define(app), { ...simple });

          const reference = new Response(content, { status, headers: all });
          assert.equal(got.status, status);
          assert.deepEqual(plain(new Headers(got.headers), platform), plain(reference.headers, platform));
          const { cookie = (text: string) => text } = platform;
          assert.deepEqual(got.cookies.map(cookie), reference.headers.getSetCookie().map(cookie));
          assert.ok(got.body.equals(Buffer.from(await reference.arrayBuffer())), "the body differs");
        }),
      );
    });

    it("never becomes a failure of the platform, whatever header the app sets", async () => {
      const odd = fc.string({ unit: fc.integer({ min: 0, max: 0x17f }).map((code) => String.fromCharCode(code)) });
      await fuzz(
        fc.asyncProperty(fc.string({ maxLength: 6 }), odd, async (name, value) => {
          const app: HttpApp["fetch"] = () => new globalThis.Response("x", { headers: [[name, value]] });

          const { status } = await platform.call(define(app), { ...simple });

          assert.ok(status === 200 || status === 500, `answered ${status}`);
        }),
      );
    });
  });
}

const simple: Sent = { method: "GET", path: "/", query: "", headers: [], cookies: [], body: new Uint8Array() };
