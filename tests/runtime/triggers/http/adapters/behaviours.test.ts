import assert from "node:assert/strict";
import { serve as serveAws } from "../../../../../kit/runtime/triggers/http/adapters/aws.ts";
import { createHandler } from "../../../../../kit/runtime/triggers/http/adapters/azure.ts";
import { serve as serveGcp } from "../../../../../kit/runtime/triggers/http/adapters/gcp.ts";
import { createAwsDriver } from "../../../support/aws.ts";
import { createAzureDriver } from "../../../support/azure.ts";
import { createCloudflareDriver } from "../../../support/cloudflare.ts";
import { type Driver, environment, type Received } from "../../../support/drivers.ts";
import { deployed, fixture, layers, drivers as opened } from "../../../support/fixture.ts";
import { createGcpDriver } from "../../../support/gcp.ts";

const settings = deployed(0.6);

const drivers: readonly Driver[] = [
  createAwsDriver(async () => serveAws(fixture, settings, opened, layers)),
  createGcpDriver("behaviours", async () => serveGcp(fixture, settings, opened, layers)),
  createAzureDriver(async () => createHandler(fixture, settings, opened, layers)),
  createCloudflareDriver(),
];

function seen({ body }: Received) {
  return JSON.parse(body.toString());
}

// One body of behaviours for the four adapters, each called the way its platform calls it.
for (const driver of drivers) {
  describe(`an adapter for ${driver.cloud}`, () => {
    before(() => {
      Object.assign(process.env, environment);
      return driver.open();
    });
    after(async () => {
      await driver.close();
      for (const name of Object.keys(environment)) delete process.env[name];
    });

    it("hands over method, path, query and headers", async () => {
      const headers = { "x-one": "1", accept: "a/b" };
      const received = await driver.send({ method: "DELETE", target: "/a/b?x=1&y=%20&x=2&z", headers });

      const { method, pathname, query, headers: got } = seen(received);
      assert.equal(received.status, 200);
      assert.deepEqual([method, pathname], ["DELETE", "/a/b"]);
      assert.deepEqual(query, [
        ["x", "1"],
        ["y", " "],
        ["x", "2"],
        ["z", ""],
      ]);
      assert.deepEqual([got["x-one"], got.accept], ["1", "a/b"]);
    });

    it("hands over every cookie", async () => {
      const received = await driver.send({ target: "/c", headers: { cookie: "a=1; b=2" } });

      assert.equal(seen(received).headers.cookie, "a=1; b=2");
    });

    it("hands over text and bytes as they are", async () => {
      for (const body of ["Grüße", new Uint8Array([0, 255, 128, 13, 10])]) {
        const headers = { "content-type": "application/octet-stream" };
        const received = await driver.send({ method: "POST", target: "/body", headers, body });

        assert.deepEqual(Buffer.from(seen(received).body, "base64"), Buffer.from(body));
      }
    });

    it("hands over links and context", async () => {
      const { links, context } = seen(await driver.send({ target: "/" }));

      assert.deepEqual(links, { flags: { beta: true } });
      assert.deepEqual([context.cloud, context.set, context.function], [driver.cloud, "fixtures", "api"]);
      assert.ok(context.remaining > 0 && context.remaining <= 1_000);
      assert.equal(context.coldStart, false);
    });

    it("sends bytes as they are, also without content type", async () => {
      const received = await driver.send({ target: "/bytes" });

      assert.deepEqual([...received.body], [0, 255, 128]);
      assert.equal(received.headers.get("content-type"), null);
    });

    it("sends text as UTF-8", async () => {
      assert.equal((await driver.send({ target: "/text" })).body.toString(), "Grüße");
    });

    it("sends every cookie on its own", async () => {
      const { cookies } = await driver.send({ target: "/cookies" });

      assert.deepEqual(
        cookies.map((cookie) => cookie.split(";")[0]),
        ["a=1", "b=x%20y"],
      );
    });

    it("sends one cookie to the letter", async () => {
      const { cookies } = await driver.send({ target: "/cookie" });

      assert.deepEqual(cookies, ["a=b=c; Path=/; Secure; Partitioned"]);
    });

    it("sends statuses without body", async () => {
      const received = await driver.send({ target: "/none" });

      assert.deepEqual([received.status, received.body.length], [204, 0]);
    });

    it("sends redirects, whose headers are immutable, with the request's id", async () => {
      const received = await driver.send({ target: "/moved", headers: { "x-request-id": "mine" } });

      assert.deepEqual([received.status, received.headers.get("location")], [302, "https://shop.example/new"]);
      assert.equal(received.headers.get("x-request-id"), "mine");
    });

    it("answers HEAD without body", async () => {
      for (const target of ["/text", "/fail"]) {
        const received = await driver.send({ method: "HEAD", target });

        assert.equal(received.body.length, 0);
        assert.equal(received.status, target === "/text" ? 200 : 500);
      }
    });

    it("sends a streamed body, and no header of the connection", async () => {
      const received = await driver.send({ target: "/stream" });

      assert.equal(received.body.toString(), "ab");
      assert.equal(received.headers.get("content-type"), "text/event-stream");
      assert.notEqual(received.headers.get("connection"), "keep-alive");
    });

    it("answers an error with problem details that give nothing away, and logs it", async () => {
      const received = await driver.send({ target: "/fail", headers: { "x-request-id": "r-1" } });

      const { detail, ...problem } = seen(received);
      assert.equal(received.headers.get("content-type"), "application/problem+json");
      assert.deepEqual(problem, {
        type: "about:blank",
        title: "Internal Server Error",
        status: 500,
        code: "internal_error",
        requestId: "r-1",
      });
      assert.doesNotMatch(received.body.toString(), /hunter2/);
      const logged = received.logs.find(({ level }) => level === "error");
      assert.match(JSON.stringify(logged), /hunter2.* at \/fail/);
      assert.equal(logged?.requestId, "r-1");
    });

    it("answers what the app refuses in its words", async () => {
      const received = await driver.send({ target: "/refuse" });

      const { status, code, detail } = seen(received);
      assert.deepEqual([received.status, status, code, detail], [409, 409, "sold_out", "It is sold out."]);
    });

    it("answers 500 to a response that cannot be sent", async () => {
      assert.equal((await driver.send({ target: "/network-error" })).status, 500);
    });

    it("answers 413 to a body over the limit", async () => {
      const received = await driver.send({ method: "POST", target: "/", body: "x".repeat(1_025) });

      assert.deepEqual([received.status, seen(received).code], [413, "content_too_large"]);
      assert.equal((await driver.send({ method: "POST", target: "/", body: "x".repeat(1_024) })).status, 200);
    });

    it("answers 504 at the deadline", async () => {
      const start = Date.now();
      const received = await driver.send({ target: "/never" });

      assert.deepEqual([received.status, seen(received).code], [504, "deadline_exceeded"]);
      assert.ok(Date.now() - start < 2_000);
    });

    it("lets a page of an allowed origin in, and lets it read errors", async () => {
      const headers = { origin: "https://shop.example" };
      const preflight = await driver.send({
        method: "OPTIONS",
        target: "/",
        headers: { ...headers, "access-control-request-method": "PUT" },
      });
      const failed = await driver.send({ target: "/fail", headers });

      assert.equal(preflight.status, 204);
      for (const received of [preflight, failed]) {
        assert.equal(received.headers.get("access-control-allow-origin"), "https://shop.example");
      }
    });

    it("gives requests an id, and logs them with it", async () => {
      const received = await driver.send({ target: "/text?secret=1" });

      const requestId = received.headers.get("x-request-id");
      assert.ok(requestId);
      const line = received.logs.find(({ message }) => message === "request");
      assert.partialDeepStrictEqual(line, { level: "info", requestId, cloud: driver.cloud, function: "api" });
      assert.partialDeepStrictEqual(line?.fields, { method: "GET", path: "/text", status: 200 });
    });

    it("finishes background work, and logs that some failed", async () => {
      const { body, logs } = await driver.send({ target: "/background" });

      assert.equal(body.toString(), "started");
      assert.equal(
        logs.some(({ message }) => message === "Background work failed."),
        true,
      );
      if (driver.cloud !== "cloudflare")
        assert.equal(
          logs.some(({ message }) => message === "background done"),
          true,
        );
    });
  });
}
