import assert from "node:assert/strict";
import type { Cors } from "fourfold";
import { answerErrors, cors } from "fourfold/runtime";
import { around, get } from "./support.ts";

// https://fetch.spec.whatwg.org/#http-cors-protocol
describe("CORS", () => {
  const origin = "https://shop.example";
  const preflight = (from: string, more: Record<string, string> = {}) =>
    new Request("https://a.example/x", {
      method: "OPTIONS",
      headers: { origin: from, "access-control-request-method": "PUT", ...more },
    });
  const never = () => assert.fail("was called");

  it("answers the preflight of an allowed origin itself", async () => {
    const stack = around([cors({ origins: [origin] })], never);

    const { status, headers } = await stack.ask(preflight(origin, { "access-control-request-headers": "x-a, x-b" }));

    assert.equal(status, 204);
    assert.deepEqual(Object.fromEntries(headers), {
      "access-control-allow-headers": "x-a, x-b",
      "access-control-allow-methods": "GET, HEAD, POST, PUT, PATCH, DELETE",
      "access-control-allow-origin": origin,
      "access-control-max-age": "600",
      vary: "Origin, Access-Control-Request-Headers",
    });
  });

  it("allows what was set, and no more", async () => {
    const settings = {
      origins: [origin],
      methods: ["PUT"],
      headers: ["x-a"],
      credentials: true,
      maxAge: "1 hour",
    } as const;

    const { headers } = await around([cors(settings)], never).ask(preflight(origin));

    assert.equal(headers.get("access-control-allow-methods"), "PUT");
    assert.equal(headers.get("access-control-allow-headers"), "x-a");
    assert.equal(headers.get("access-control-allow-credentials"), "true");
    assert.equal(headers.get("access-control-max-age"), "3600");
  });

  it("grants nothing to other origins", async () => {
    const stack = around([cors({ origins: [origin] })], () => new Response("x"));

    for (const request of [preflight("https://evil.example"), get({ origin: "https://evil.example" }), get()]) {
      const { headers } = await stack.ask(request);
      assert.equal(headers.get("access-control-allow-origin"), null);
      assert.match(headers.get("vary") ?? "", /Origin/);
    }
  });

  it("marks responses, errors too, and keeps their `vary`", async () => {
    const settings = cors({ origins: [origin], expose: ["etag"] });
    const fine = await around([settings], () => new Response("x", { headers: { vary: "accept" } })).ask(
      get({ origin }),
    );
    const failed = await around([settings, answerErrors], () => Promise.reject(new Error())).ask(get({ origin }));

    for (const { headers } of [fine, failed]) {
      assert.equal(headers.get("access-control-allow-origin"), origin);
      assert.equal(headers.get("access-control-expose-headers"), "etag");
    }
    assert.equal(fine.headers.get("vary"), "accept, Origin");
  });

  for (const origins of ["*", ["*"], [origin, "*"]] as const) {
    it(`answers every origin alike where all may call: ${JSON.stringify(origins)}`, async () => {
      const stack = around([cors({ origins })], () => new Response("x"));

      for (const request of [get(), get({ origin: "https://other.example" })]) {
        const { headers } = await stack.ask(request);
        assert.deepEqual([headers.get("access-control-allow-origin"), headers.get("vary")], ["*", null]);
      }
    });
  }

  for (const [from, isAllowed] of [
    ["https://pr-1.shop.example", true],
    ["https://shop.example", false],
    ["https://a.b.shop.example", false],
    ["https://evil-shop.example", false],
    ["https://evilshop.example", false],
    ["https://shop.example.evil.com", false],
    ["https://x.shop.example.evil.com", false],
    ["https://evil.com/.shop.example", false],
    ["https://.shop.example", false],
    ["https://a@.shop.example", false],
    ["http://pr-1.shop.example", false],
    ["https://pr-1.shop.example:8443", false],
    ["null", false],
  ] as const) {
    it(`${isAllowed ? "allows" : "does not allow"} ${from} where https://*.shop.example may call`, async () => {
      const stack = around([cors({ origins: ["https://*.shop.example"], credentials: true })], () => new Response("x"));

      const { headers } = await stack.ask(get({ origin: from }));

      assert.equal(headers.get("access-control-allow-origin"), isAllowed ? from : null);
      assert.equal(headers.get("vary"), "Origin");
    });
  }

  it("grants nobody anything where settings come without origins, and does not fail", async () => {
    const settings: object = { origin: "*" };

    const response = await around([cors(settings as Cors)], () => new Response("x")).ask(get({ origin }));

    assert.deepEqual([response.status, response.headers.get("access-control-allow-origin")], [200, null]);
  });

  it("leaves OPTIONS alone that is no preflight", async () => {
    const request = new Request("https://a.example/", { method: "OPTIONS", headers: { origin } });

    assert.equal(
      await (await around([cors({ origins: "*" })], () => new Response("mine")).ask(request)).text(),
      "mine",
    );
  });
});
