import assert from "node:assert/strict";
import { createFakeClock } from "../../../../kit/simulator/index.ts";
import type { Deployment } from "../../deployment.ts";
import { deployApi, deployFunction, eventOf, linesOf, openAws, sendRaw, tokens, until } from "../shop.ts";

/** Answers the event that it got. */
const echo = "async (event) => ({ statusCode: 200, body: JSON.stringify(event) })";
/** Answers whatever the request's body describes. */
const mirror = `async (event) => JSON.parse(event.isBase64Encoded ? Buffer.from(event.body, "base64").toString() : event.body)`;

/**
 * What API Gateway documents of HTTP APIs.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
describe("aws: HTTP API", () => {
  let aws: Deployment;
  beforeEach(async () => {
    aws = await openAws();
  });
  afterEach(() => aws.stop());

  describe("event, payload format 2.0", () => {
    it("has the documented members", async () => {
      const { url, api } = await deployApi(aws, await deployFunction(aws, echo));

      const response = await fetch(`${url}/my/path?parameter1=value1&parameter1=value2&parameter2=a%20b`, {
        method: "POST",
        headers: { "content-type": "application/json", "X-Header": "one", cookie: "cookie1=1; cookie2=2" },
        body: '{"hello":"wörld"}',
      });
      const event = await eventOf(response);

      assert.equal(event.version, "2.0");
      assert.equal(event.routeKey, "$default");
      assert.equal(event.rawPath, "/my/path");
      assert.equal(event.rawQueryString, "parameter1=value1&parameter1=value2&parameter2=a%20b");
      assert.deepEqual(event.cookies, ["cookie1=1", "cookie2=2"]);
      assert.deepEqual(event.queryStringParameters, { parameter1: "value1,value2", parameter2: "a b" });
      assert.equal(event.headers["x-header"], "one");
      assert.equal(event.headers["x-forwarded-proto"], "http");
      assert.match(event.headers["x-amzn-trace-id"] ?? "", /^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/);
      assert.equal(event.body, '{"hello":"wörld"}');
      assert.equal(event.isBase64Encoded, false);
      const { http, ...context } = event.requestContext;
      const { method, path, protocol, sourceIp } = http;
      assert.deepEqual(
        { method, path, protocol, sourceIp },
        { method: "POST", path: "/my/path", protocol: "HTTP/1.1", sourceIp: "127.0.0.1" },
      );
      assert.equal(context.apiId, api.id);
      assert.equal(context.accountId, "123456789012");
      assert.equal(context.stage, "$default");
      assert.match(context.time, /^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/);
      assert.equal(context.requestId, response.headers.get("apigw-requestid"));
    });

    it("combines duplicate headers with commas", async () => {
      const { url } = await deployApi(aws, await deployFunction(aws, echo));

      const { body } = await sendRaw(url, "/", ["x-two", "value1", "x-two", "value2"]);

      assert.equal(JSON.parse(body).headers["x-two"], "value1,value2");
    });

    it("leaves out what a request does not have", async () => {
      const { url } = await deployApi(aws, await deployFunction(aws, echo));

      const event = await eventOf(await fetch(url));

      const absent = ["cookies", "queryStringParameters", "pathParameters", "stageVariables", "body"];
      assert.deepEqual(
        Object.keys(event).filter((name) => absent.includes(name)),
        [],
      );
    });

    it("hands over the path decoded", async () => {
      const { url } = await deployApi(aws, await deployFunction(aws, echo));

      const { body } = await sendRaw(url, "/caf%C3%A9/a%20b%2Fc");

      assert.equal(JSON.parse(body).rawPath, "/café/a b/c");
    });

    it("encodes a binary body as base64", async () => {
      const { url } = await deployApi(aws, await deployFunction(aws, echo));

      const response = await fetch(url, {
        method: "POST",
        headers: { "content-type": "image/png" },
        body: new Uint8Array([0, 255, 128]),
      });
      const event = await eventOf(response);

      assert.equal(event.isBase64Encoded, true);
      assert.equal(event.body, "AP+A");
    });

    // Measured on HTTP APIs by https://github.com/ministackorg/ministack/pull/766
    it("hands over text as text for text, JSON, XML and JavaScript, and everything else as base64", async () => {
      const { url } = await deployApi(aws, await deployFunction(aws, echo));
      const isText = async (type?: string): Promise<boolean> => {
        const headers = type === undefined ? {} : { "content-type": type };
        const response = await fetch(url, { method: "POST", headers, body: Buffer.from("a=1") });
        return !(await eventOf(response)).isBase64Encoded;
      };
      const texts = ["text/plain", "text/csv; charset=utf-8", "application/json", "Application/JSON; charset=UTF-8"];
      const others = [
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/problem+json",
      ];

      for (const type of [...texts, "application/xml", "application/javascript"]) assert.ok(await isText(type), type);
      for (const type of [...others, "application/octet-stream", undefined]) assert.ok(!(await isText(type)), type);
    });
  });

  it("sends the event of payload format 1.0, the provider's default", async () => {
    const options = { integration: { payloadFormatVersion: "1.0" }, routes: ["GET /items/{id}"] };
    const { url } = await deployApi(aws, await deployFunction(aws, echo), options);

    const event = await eventOf(await fetch(`${url}/items/7?a=1&a=2`));

    assert.equal(event.version, "1.0");
    assert.equal(event.resource, "/items/{id}");
    assert.equal(event.path, "/items/7");
    assert.equal(event.httpMethod, "GET");
    assert.deepEqual(event.pathParameters, { id: "7" });
    assert.deepEqual(event.multiValueQueryStringParameters, { a: ["1", "2"] });
    assert.deepEqual(event.queryStringParameters, { a: "2" });
    assert.equal(event.body, null);
  });

  describe("response", () => {
    const ask = async (answer: unknown): Promise<Response> => {
      const { url } = await deployApi(aws, await deployFunction(aws, mirror));
      const headers = { "content-type": "application/json" };
      return fetch(url, { method: "POST", headers, body: JSON.stringify(answer) });
    };

    it("takes status, headers, cookies and body from the answer", async () => {
      const response = await ask({
        statusCode: 201,
        headers: { "Content-Type": "text/html", "X-Number": 7 },
        cookies: ["a=1; HttpOnly", "b=2"],
        body: "<p>",
      });

      assert.equal(response.status, 201);
      assert.equal(response.headers.get("content-type"), "text/html");
      assert.equal(response.headers.get("x-number"), "7");
      assert.deepEqual(response.headers.getSetCookie(), ["a=1; HttpOnly", "b=2"]);
      assert.equal(await response.text(), "<p>");
    });

    it("decodes a base64 body", async () => {
      const response = await ask({ statusCode: 200, isBase64Encoded: true, body: "AP+A" });

      assert.deepEqual([...new Uint8Array(await response.arrayBuffer())], [0, 255, 128]);
    });

    it("takes an answer without statusCode as the body, in JSON", async () => {
      const response = await ask({ message: "Hello from Lambda!" });

      assert.equal(response.status, 200);
      assert.equal(response.headers.get("content-type"), "application/json");
      assert.deepEqual(await response.json(), { message: "Hello from Lambda!" });
    });

    it("takes a bare string as the body", async () => {
      const response = await ask("Hello from Lambda!");

      assert.equal(response.headers.get("content-type"), "application/json");
      assert.equal(await response.text(), "Hello from Lambda!");
    });

    for (const wrong of [{ statusCode: "many" }, { statusCode: 200, headers: { "a b": "c" } }]) {
      it(`answers 500 for the malformed ${JSON.stringify(wrong)}`, async () => {
        const response = await ask(wrong);

        assert.equal(response.status, 500);
        assert.deepEqual(await response.json(), { message: "Internal Server Error" });
      });
    }
  });

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
