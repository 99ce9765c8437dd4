import assert from "node:assert/strict";
import { functionSet, param } from "fourfold";
import { HttpError, http } from "fourfold/runtime";
import { requestTo } from "fourfold/testing";

const set = functionSet("greeter", {
  root: import.meta.url,
  resources: { greeting: param<{ word: string }>() },
  functions: { api: { handler: "./api.ts", http: true, links: { greeting: ["read"] } } },
});

const done: string[] = [];
const api = http(set, "api", ({ greeting }) => ({
  async fetch(request, { waitUntil, log }) {
    const { pathname } = new URL(request.url);
    if (pathname === "/missing") throw new HttpError(404, { detail: "There is nothing." });
    log.info("greeted");
    waitUntil(Promise.resolve().then(() => void done.push(pathname)));
    return Response.json({ word: greeting.word, body: await request.text() });
  },
}));

const request = requestTo(api, { links: { greeting: { word: "Hello" } } });

describe("a request to a handler in a test", () => {
  it("reaches the app, which was made from the links of the test", async () => {
    const response = await request("/you", { method: "POST", body: "hi" });

    assert.equal(response.status, 200);
    assert.deepEqual(await response.json(), { word: "Hello", body: "hi" });
  });

  it("goes through what stands around every app: errors have their one shape, and answers a request id", async () => {
    const response = await request("/missing", { headers: { "x-request-id": "r1" } });

    assert.equal(response.status, 404);
    assert.equal(response.headers.get("content-type"), "application/problem+json");
    assert.equal(response.headers.get("x-request-id"), "r1");
  });

  it("is answered when the work is done that the answer did not wait for", async () => {
    done.length = 0;

    await request("/later");

    assert.deepEqual(done, ["/later"]);
  });

  it("is answered as the set's settings say: CORS, and the largest body", async () => {
    const settings = { cors: { origins: ["https://shop.example"] }, maxBody: "1 KB" } as const;
    const limited = requestTo(api, { links: { greeting: { word: "Hello" } }, http: settings });

    const page = await limited("/", { headers: { origin: "https://shop.example" } });
    const large = await limited("/", { method: "POST", body: "x".repeat(2_000) });

    assert.equal(page.headers.get("access-control-allow-origin"), "https://shop.example");
    assert.equal(large.status, 413);
  });

  it("tells its log, and which cloud it is on", async () => {
    const lines: string[] = [];
    const onLog = (_level: string, line: string) => void lines.push(line);

    await requestTo(api, { links: { greeting: { word: "Hello" } }, cloud: "gcp", onLog })("/");

    assert.match(lines.join("\n"), /"message":"greeted".*"cloud":"gcp"/);
  });
});
