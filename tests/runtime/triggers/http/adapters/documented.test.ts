import assert from "node:assert/strict";
import { HttpRequest, InvocationContext } from "@azure/functions";
import { serve as serveAws } from "../../../../../kit/runtime/triggers/http/adapters/aws.ts";
import { createHandler } from "../../../../../kit/runtime/triggers/http/adapters/azure.ts";
import { serve as serveCloudflare } from "../../../../../kit/runtime/triggers/http/adapters/cloudflare.ts";
import { serve as serveGcp } from "../../../../../kit/runtime/triggers/http/adapters/gcp.ts";
import functionUrl from "../../../fixtures/aws-function-url.json" with { type: "json" };
import httpApi from "../../../fixtures/aws-http-api.json" with { type: "json" };
import azure from "../../../fixtures/azure.json" with { type: "json" };
import cloudflare from "../../../fixtures/cloudflare.json" with { type: "json" };
import gcp from "../../../fixtures/gcp.json" with { type: "json" };
import { isLambdaResult, lambdaContext } from "../../../support/aws.ts";
import { capture, environment, useLightClasses } from "../../../support/drivers.ts";
import { deployed, drivers, fixture, layers } from "../../../support/fixture.ts";
import { createGcpDriver } from "../../../support/gcp.ts";

const settings = deployed(1);

/** What the app under test says it saw. */
interface Seen {
  readonly method: string;
  readonly url: string;
  readonly query: readonly (readonly [string, string])[];
  readonly headers: Readonly<Record<string, string>>;
  /** In base64. */
  readonly body: string;
  readonly context: { readonly requestId: string; readonly clientAddress?: string };
}

const textOf = ({ body }: Seen) => Buffer.from(body, "base64").toString();

// Each fixture is an example of the vendor's own and names the page that it is from.
describe("what the vendors' documents show", () => {
  before(() => void Object.assign(process.env, environment));
  after(() => {
    for (const name of Object.keys(environment)) delete process.env[name];
  });

  async function throughLambda(event: unknown): Promise<Seen> {
    const restore = await useLightClasses();
    const [result] = await capture(() => serveAws(fixture, settings, drivers, layers)(event, lambdaContext));
    restore();
    assert.ok(isLambdaResult(result));
    return JSON.parse(result.body);
  }

  const query = [
    ["parameter1", "value1"],
    ["parameter1", "value2"],
    ["parameter2", "value"],
  ];
  const lambdaHeaders = { header1: "value1", header2: "value1,value2", cookie: "cookie1; cookie2" };

  it("reaches the app from an HTTP API", async () => {
    const seen = await throughLambda(httpApi.event);

    assert.equal(seen.method, "POST");
    assert.equal(new URL(seen.url).origin, "https://id.execute-api.us-east-1.amazonaws.com");
    assert.equal(new URL(seen.url).pathname, "/my/path");
    assert.deepEqual(seen.query, query);
    assert.partialDeepStrictEqual(seen.headers, lambdaHeaders);
    assert.equal(textOf(seen), '{"test":"body"}');
    assert.equal(seen.context.clientAddress, "192.0.2.1");
  });

  it("reaches the app from a Function URL", async () => {
    const seen = await throughLambda(functionUrl.event);

    assert.equal(seen.method, "POST");
    assert.equal(new URL(seen.url).origin, "https://example.lambda-url.us-west-2.on.aws");
    assert.deepEqual(seen.query, query);
    assert.partialDeepStrictEqual(seen.headers, lambdaHeaders);
    assert.equal(textOf(seen), "Hello from client!");
    assert.equal(seen.context.clientAddress, "123.123.123.123");
  });

  it("reaches the app through the Functions Framework", async () => {
    const driver = createGcpDriver("documented", async () => serveGcp(fixture, settings, drivers, layers));
    await driver.open();
    for (const { contentType, body } of gcp.requests) {
      const headers = { "content-type": contentType };
      const received = await driver.send({ method: "POST", target: "/body", headers, body });

      const seen: Seen = JSON.parse(received.body.toString());
      assert.equal(textOf(seen), body);
      assert.equal(seen.headers["content-type"], contentType);
    }
    await driver.close();
  });

  it("reaches the app through Azure's programming model", async () => {
    const context = new InvocationContext({ functionName: "api", logHandler: () => {} });
    for (const { method, url, headers, body } of azure.requests) {
      const content = body === "" ? {} : { body: { string: body } };
      const sent = Object.fromEntries(Object.entries(headers));
      const request = new HttpRequest({ method, url, headers: sent, ...content });

      const result = await createHandler(fixture, settings, drivers, layers)(request, context);

      const seen = (await new Response(result.body as ReadableStream).json()) as Seen;
      assert.deepEqual([seen.method, seen.url, textOf(seen)], [method, url, body]);
      assert.partialDeepStrictEqual(seen.headers, sent);
    }
  });

  it("reaches the app on Workers", async () => {
    const request = new Request(cloudflare.url, { headers: cloudflare.headers });
    const { info } = console;
    console.info = () => {};

    const response = await serveCloudflare(fixture, settings, drivers, layers).fetch(request, environment, {
      waitUntil: () => {},
    });

    console.info = info;
    const seen = (await response.json()) as Seen;
    assert.equal(seen.url, cloudflare.url);
    assert.deepEqual(
      [seen.context.requestId, seen.context.clientAddress],
      [cloudflare.headers["cf-ray"], cloudflare.headers["cf-connecting-ip"]],
    );
    assert.equal(seen.headers["cf-visitor"], '{"scheme":"https"}');
  });
});
