import assert from "node:assert/strict";
import { createFakeClock } from "../../../../kit/simulator/index.ts";
import { until } from "../../../support/until.ts";
import type { Deployment } from "../../deployment.ts";
import { deployApi, deployFunction, eventOf, linesOf, openAws, sendRaw, tokens } from "../shop.ts";

/** Answers the event that it got. */
const echo = "async (event) => ({ statusCode: 200, body: JSON.stringify(event) })";
/**
 * What API Gateway documents of HTTP APIs, apart from events and answers.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
describe("aws: HTTP API", () => {
  let aws: Deployment;
  beforeEach(async () => {
    aws = await openAws();
  });
  afterEach(() => aws.stop());

  describe("failures", () => {
    it("answers 500 when the function's policy does not let the API in", async () => {
      const { url } = await deployApi(aws, await deployFunction(aws, echo), { permission: false });

      const response = await fetch(url);

      assert.equal(response.status, 500);
      assert.deepEqual(await response.json(), { message: "Internal Server Error" });
    });

    it("answers 500 when the policy lets in another API only", async () => {
      const fn = await deployFunction(aws, echo);
      const { url } = await deployApi(aws, fn, { permission: false });
      await aws.create(tokens.permission, "other", {
        function: fn.id,
        action: "lambda:InvokeFunction",
        principal: "apigateway.amazonaws.com",
        sourceArn: "arn:aws:execute-api:eu-central-1:123456789012:another/*/*",
      });

      assert.equal((await fetch(url)).status, 500);
    });

    it("answers 500 when the function throws", async () => {
      const { url } = await deployApi(aws, await deployFunction(aws, "async () => { throw new Error('no') }"));

      assert.equal((await fetch(url)).status, 500);
    });

    it("answers 404 where no route fits", async () => {
      const { url } = await deployApi(aws, await deployFunction(aws, echo), { routes: ["GET /only"] });

      const response = await fetch(`${url}/other`);

      assert.equal(response.status, 404);
      assert.deepEqual(await response.json(), { message: "Not Found" });
    });

    // https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-disable-default-endpoint.html
    it("answers 404 when the default endpoint is disabled", async () => {
      const options = { api: { disableExecuteApiEndpoint: true } };
      const { url } = await deployApi(aws, await deployFunction(aws, echo), options);

      assert.equal((await fetch(url)).status, 404);
    });

    // https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html#http-api-quotas
    it("answers 413 for more than 10 MB", async () => {
      const { url } = await deployApi(aws, await deployFunction(aws, echo));

      const response = await fetch(url, { method: "POST", body: new Uint8Array(10 * 1_024 * 1_024 + 1) });

      assert.equal(response.status, 413);
      assert.deepEqual(await response.json(), { message: "Request Entity Too Large" });
    });

    it("answers 503 when the integration's time is over", async () => {
      const options = { integration: { timeoutMilliseconds: 50 } };
      const { url } = await deployApi(
        aws,
        await deployFunction(aws, "() => new Promise(() => setTimeout(() => {}, 9e5))"),
        options,
      );

      const response = await fetch(url);

      assert.equal(response.status, 503);
      assert.deepEqual(await response.json(), { message: "Service Unavailable" });
    });

    it("answers 400 for a path that is no valid encoding", async () => {
      const { url } = await deployApi(aws, await deployFunction(aws, echo));

      assert.equal((await sendRaw(url, "/%zz")).status, 400);
    });
  });

  it("puts a named stage before the path", async () => {
    const stage = { name: "dev", stageVariables: { tier: "test" } };
    const { url } = await deployApi(aws, await deployFunction(aws, echo), { stage, routes: ["GET /items"] });

    const event = await eventOf(await fetch(`${url}/items`));

    assert.equal(event.rawPath, "/dev/items");
    assert.equal(event.requestContext.stage, "dev");
    assert.deepEqual(event.stageVariables, { tier: "test" });
    assert.equal((await fetch(url.replace("/dev", "/items"))).status, 404);
  });

  // https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html
  it("answers 429 beyond the stage's burst, until tokens come back at its rate", async () => {
    await aws.stop();
    const clock = createFakeClock();
    aws = await openAws({ clock });
    const stage = { defaultRouteSettings: { throttlingBurstLimit: 2, throttlingRateLimit: 1 } };
    const { url } = await deployApi(aws, await deployFunction(aws, echo), { stage });

    const statuses = [];
    for (let count = 0; count < 3; count++) statuses.push((await fetch(url)).status);
    clock.advance(1_000);
    statuses.push((await fetch(url)).status);

    assert.deepEqual(statuses, [200, 200, 429, 200]);
  });

  // https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging.html
  it("writes the access log in the stage's format", async () => {
    const group = await aws.create(tokens.logGroup, "access", { name: "/shop/access" });
    const format =
      "$context.requestId|$context.httpMethod|$context.routeKey|$context.status|$context.integrationErrorMessage";
    const stage = { accessLogSettings: { destinationArn: group.outputs.arn, format } };
    const { url } = await deployApi(aws, await deployFunction(aws, echo), { stage, routes: ["GET /items/{id}"] });

    const response = await fetch(`${url}/items/7`);
    await until(() => linesOf(aws, "/shop/access").length === 1);

    const requestId = response.headers.get("apigw-requestid");
    assert.deepEqual(linesOf(aws, "/shop/access"), [`${requestId}|GET|GET /items/{id}|200|-`]);
  });

  // https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
  describe("with CORS settings", () => {
    const corsConfiguration = {
      allowOrigins: ["https://shop.example"],
      allowMethods: ["GET", "POST"],
      allowHeaders: ["x-token"],
      maxAge: 60,
    };
    const own = `async () => ({ statusCode: 200, headers: { "access-control-allow-origin": "*" } })`;

    it("answers preflights without a route", async () => {
      const { url } = await deployApi(aws, await deployFunction(aws, own), {
        api: { corsConfiguration },
        routes: ["GET /"],
      });

      const response = await fetch(url, {
        method: "OPTIONS",
        headers: { origin: "https://shop.example", "access-control-request-method": "POST" },
      });

      assert.equal(response.status, 204);
      assert.equal(response.headers.get("access-control-allow-origin"), "https://shop.example");
      assert.equal(response.headers.get("access-control-allow-methods"), "GET,POST");
      assert.equal(response.headers.get("access-control-allow-headers"), "x-token");
      assert.equal(response.headers.get("access-control-max-age"), "60");
    });

    it("replaces the function's own CORS headers", async () => {
      const { url } = await deployApi(aws, await deployFunction(aws, own), { api: { corsConfiguration } });

      const allowed = await fetch(url, { headers: { origin: "https://shop.example" } });
      const other = await fetch(url, { headers: { origin: "https://other.example" } });

      assert.equal(allowed.headers.get("access-control-allow-origin"), "https://shop.example");
      assert.equal(other.headers.get("access-control-allow-origin"), null);
    });
  });
});
