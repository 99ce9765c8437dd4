import assert from "node:assert/strict";
import { type HttpGroup, problemOf } from "../behaviour.ts";

const origin = "https://shop.example";
const asking = (from: string): RequestInit => ({
  method: "OPTIONS",
  headers: { origin: from, "access-control-request-method": "PUT", "access-control-request-headers": "x-token" },
});
const listOf = (value: string | null) => (value ?? "").toLowerCase().split(/,\s*/).sort();

/** https://fetch.spec.whatwg.org/#http-cors-protocol */
export const cors: HttpGroup = {
  subject: "requests of other origins",
  behaviours: [
    {
      name: "answers the preflight of an origin that may call, without asking the app",
      source: "https://fetch.spec.whatwg.org/#cors-preflight-fetch",
      async run({ ask }) {
        const { ok, headers } = await ask("/failures/error", asking(origin));

        assert.ok(ok);
        assert.equal(headers.get("access-control-allow-origin"), origin);
        assert.equal(headers.get("access-control-allow-credentials"), "true");
        assert.equal(headers.get("access-control-max-age"), "300");
        assert.deepEqual(listOf(headers.get("access-control-allow-methods")), ["get", "post", "put"]);
        assert.deepEqual(listOf(headers.get("access-control-allow-headers")), ["content-type", "x-token"]);
      },
    },
    {
      name: "grants nothing to the preflight of another origin",
      async run({ ask }) {
        const { headers } = await ask("/echo", asking("https://evil.example"));

        assert.equal(headers.get("access-control-allow-origin"), null);
        assert.equal(headers.get("access-control-allow-methods"), null);
      },
    },
    {
      name: "lets an origin that may call read the answer, and caches tell origins apart",
      async run({ ask }) {
        const { status, headers } = await ask("/items/7", { headers: { origin } });

        assert.equal(status, 200);
        assert.equal(headers.get("access-control-allow-origin"), origin);
        assert.equal(headers.get("access-control-allow-credentials"), "true");
        assert.deepEqual(listOf(headers.get("access-control-expose-headers")), ["etag"]);
        assert.ok(listOf(headers.get("vary")).includes("origin"));
      },
    },
    {
      name: "does not let another origin read the answer",
      requests: 4,
      async run({ ask }) {
        for (const other of [
          "https://evil.example",
          "https://shop.example.evil.example",
          "null",
          "http://shop.example",
        ]) {
          const { headers } = await ask("/items/7", { headers: { origin: other } });

          assert.equal(headers.get("access-control-allow-origin"), null, other);
        }
      },
    },
    {
      name: "caches tell origins apart also where there is none",
      async run({ ask }) {
        assert.ok(listOf((await ask("/items/7")).headers.get("vary")).includes("origin"));
      },
    },
    {
      name: "lets the page read errors too",
      requests: 2,
      async run({ ask }) {
        for (const [path, status] of [
          ["/nowhere", 404],
          ["/failures/error", 500],
        ] as const) {
          const response = await ask(path, { headers: { origin } });

          assert.equal(response.headers.get("access-control-allow-origin"), origin);
          await problemOf(response, status);
        }
      },
    },
  ],
};
