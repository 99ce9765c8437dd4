import assert from "node:assert/strict";
import type { Deployment } from "../../deployment.ts";
import { deployApi, deployFunction, eventOf, openAws, sendRaw } from "../shop.ts";

/** Answers the event that it got. */
const echo = "async (event) => ({ statusCode: 200, body: JSON.stringify(event) })";
/** Answers whatever the request's body describes. */
const mirror = `async (event) => JSON.parse(event.isBase64Encoded ? Buffer.from(event.body, "base64").toString() : event.body)`;

/**
 * What API Gateway documents of the events that HTTP APIs make of requests, and of what they make of answers.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
describe("aws: what a function behind an HTTP API gets and answers", () => {
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
});
