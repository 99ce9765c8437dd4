import assert from "node:assert/strict";
import { until } from "../../../support/until.ts";
import type { Deployed, Deployment } from "../../deployment.ts";
import { deployFunction, deployUrl, linesOf, openAws, sendRaw, tokens } from "../shop.ts";

const echo = "async (event) => ({ statusCode: 200, body: JSON.stringify(event) })";

/** What Lambda documents of Function URLs: https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html */
describe("aws: Function URL", () => {
  let aws: Deployment;
  beforeEach(async () => {
    aws = await openAws();
  });
  afterEach(() => aws.stop());

  it("hands over path and query as they were sent", async () => {
    const url = await deployUrl(aws, await deployFunction(aws, echo));

    const { body } = await sendRaw(url, "/a%20b/c%2Fd?x=%C3%A4&x=2", ["cookie", "k=v"]);
    const event = JSON.parse(body);

    assert.equal(event.rawPath, "/a%20b/c%2Fd");
    assert.equal(event.requestContext.http.path, "/a%20b/c%2Fd");
    assert.equal(event.rawQueryString, "x=%C3%A4&x=2");
    assert.deepEqual(event.queryStringParameters, { x: "ä,2" });
    assert.deepEqual(event.cookies, ["k=v"]);
    assert.equal(event.routeKey, "$default");
  });

  it("answers a bare string as JSON", async () => {
    const url = await deployUrl(aws, await deployFunction(aws, `async () => "Hello, world!"`));

    const response = await fetch(url);

    assert.equal(response.headers.get("content-type"), "application/json");
    assert.equal(response.headers.get("content-length"), "15");
    assert.equal(await response.text(), '"Hello, world!"');
  });

  // https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
  it("lets in nobody where a URL became public by a change, until both permissions are there", async () => {
    const fn = await deployFunction(aws, echo);
    const closed = await aws.create(tokens.functionUrl, "url", { functionName: fn.id, authorizationType: "AWS_IAM" });
    const url = await aws.update(closed, { functionName: fn.id, authorizationType: "NONE" });
    const anyone = { function: fn.id, principal: "*" };
    const status = async (): Promise<number> => (await fetch(String(url.outputs.functionUrl))).status;

    const statuses = [await status()];
    await aws.create(tokens.permission, "a", {
      ...anyone,
      action: "lambda:InvokeFunctionUrl",
      functionUrlAuthType: "NONE",
    });
    statuses.push(await status());
    await aws.create(tokens.permission, "b", {
      ...anyone,
      action: "lambda:InvokeFunction",
      invokedViaFunctionUrl: true,
    });
    statuses.push(await status());

    assert.deepEqual(statuses, [403, 403, 200]);
  });

  // "…are automatically added to the Lambda function on creation. These policies are NOT removed from AWS when the resource
  // is destroyed." https://www.pulumi.com/registry/packages/aws/api-docs/lambda/functionurl/
  describe("with NONE and no permission", () => {
    const anyone = { principal: "*", action: "lambda:InvokeFunctionUrl", functionUrlAuthType: "NONE" };
    const statement = { ...anyone, statementId: "FunctionURLAllowPublicAccess" };
    const statusOf = async (url: Deployed): Promise<number> => (await fetch(String(url.outputs.functionUrl))).status;

    it("is open, because the provider adds both statements, and closed with AWS_IAM", async () => {
      const fn = await deployFunction(aws, echo);
      const url = await aws.create(tokens.functionUrl, "url", { functionName: fn.id, authorizationType: "NONE" });

      const statuses = [await statusOf(url)];
      const closed = await aws.update(url, { functionName: fn.id, authorizationType: "AWS_IAM" });
      statuses.push(await statusOf(closed));

      assert.deepEqual(statuses, [200, 403]);
    });

    it("leaves its statements behind when it goes, but not when the function does", async () => {
      const fn = await deployFunction(aws, echo);
      const inputs = { functionName: fn.id, authorizationType: "AWS_IAM" };
      await aws.remove(await aws.create(tokens.functionUrl, "one", { ...inputs, authorizationType: "NONE" }));
      const again = await aws.create(tokens.functionUrl, "two", inputs);

      const statuses = [await statusOf(await aws.update(again, { ...inputs, authorizationType: "NONE" }))];
      await aws.remove(again);
      await aws.remove(fn);
      const { outputs } = await aws.create(tokens.function, "worker", fn.inputs);
      const last = await aws.create(tokens.functionUrl, "three", { ...inputs, functionName: outputs.arn });
      statuses.push(await statusOf(await aws.update(last, { ...last.inputs, authorizationType: "NONE" })));

      assert.deepEqual(statuses, [200, 403]);
    });

    it("leaves a statement id to a permission that has it, and keeps it from one that comes later", async () => {
      const fn = await deployFunction(aws, echo);
      const earlier = await aws.create(tokens.permission, "earlier", { ...statement, function: fn.id });
      const url = await aws.create(tokens.functionUrl, "url", { functionName: fn.id, authorizationType: "NONE" });
      const later = { ...statement, function: fn.id, statementId: "FunctionURLAllowInvokeAction" };

      await assert.rejects(
        aws.create(tokens.permission, "later", later),
        /FunctionURLAllowInvokeAction.*already exists/,
      );
      const statuses = [await statusOf(url)];
      await aws.remove(earlier);
      statuses.push(await statusOf(url));

      assert.deepEqual(statuses, [200, 403]);
    });
  });

  it("refuses unsigned requests with AuthType AWS_IAM", async () => {
    const url = await deployUrl(aws, await deployFunction(aws, echo), { authorizationType: "AWS_IAM" });

    const response = await fetch(url);

    assert.equal(response.status, 403);
    assert.match(await response.text(), /^{"Message":"Forbidden/);
  });

  it("answers 502 when the function throws", async () => {
    const url = await deployUrl(aws, await deployFunction(aws, "async () => { throw new Error('no') }"));

    const response = await fetch(url);

    assert.equal(response.status, 502);
    assert.equal(await response.text(), "Internal Server Error");
  });

  // https://docs.aws.amazon.com/lambda/latest/dg/urls-configuration.html#urls-throttle
  it("answers 429 when reserved concurrency is 0", async () => {
    const fn = await deployFunction(aws, echo, { reservedConcurrentExecutions: 0 });

    assert.equal((await fetch(await deployUrl(aws, fn))).status, 429);
  });

  // https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
  it("answers 413 for more than 6 MB, and 502 for a response of more", async () => {
    const handler = `async () => ({ statusCode: 200, body: "x".repeat(7e6) })`;
    const url = await deployUrl(aws, await deployFunction(aws, handler, { memorySize: 512 }));

    assert.equal((await fetch(url, { method: "POST", body: new Uint8Array(6 * 1_024 * 1_024 + 1) })).status, 413);
    assert.equal((await fetch(url)).status, 502);
  });

  it("answers preflights from its CORS settings", async () => {
    const cors = { allowOrigins: ["*"], allowMethods: ["GET"], allowCredentials: false };
    const url = await deployUrl(aws, await deployFunction(aws, echo), { cors });
    const headers = { origin: "https://shop.example", "access-control-request-method": "GET" };

    const preflight = await fetch(url, { method: "OPTIONS", headers });
    const get = await fetch(url, { headers });

    assert.equal(preflight.status, 200);
    assert.equal(preflight.headers.get("access-control-allow-methods"), "GET");
    assert.equal(get.headers.get("access-control-allow-origin"), "*");
  });

  // https://docs.aws.amazon.com/lambda/latest/dg/configuration-response-streaming.html
  describe("with RESPONSE_STREAM", () => {
    const streamed = (work: string): string =>
      `awslambda.streamifyResponse(async (event, raw) => {
        const out = awslambda.HttpResponseStream.from(raw, { statusCode: 201, headers: { "x-a": "b" }, cookies: ["c=1"] });
        ${work}
      })`;
    const stream = { invokeMode: "RESPONSE_STREAM" };

    it("sends parts as the function makes them", async () => {
      const work = `out.write("one"); await new Promise((done) => setTimeout(done, 300)); out.end("two");`;
      const url = await deployUrl(aws, await deployFunction(aws, streamed(work)), stream);

      const response = await fetch(url);
      const arrivals: { readonly text: string; readonly at: number }[] = [];
      const decoder = new TextDecoder();
      for await (const part of response.body ?? [])
        arrivals.push({ text: decoder.decode(part), at: performance.now() });

      assert.equal(response.status, 201);
      assert.equal(response.headers.get("x-a"), "b");
      assert.deepEqual(response.headers.getSetCookie(), ["c=1"]);
      assert.equal(arrivals.map(({ text }) => text).join(""), "onetwo");
      const [first, last] = [arrivals[0], arrivals.at(-1)];
      assert.ok(first !== undefined && last !== undefined && last.at - first.at > 200);
    });

    it("breaks the connection when the function fails in between", async () => {
      const work = `out.write("one"); await new Promise((done) => setTimeout(done, 50)); throw new Error("no");`;
      const url = await deployUrl(aws, await deployFunction(aws, streamed(work)), stream);

      const response = await fetch(url);

      await assert.rejects(response.text());
    });

    it("answers 502 when the function fails at the start", async () => {
      const fn = await deployFunction(aws, streamed(`throw new Error("no");`));

      assert.equal((await fetch(await deployUrl(aws, fn, stream))).status, 502);
    });

    it("lets the function finish when the client hangs up", async () => {
      const work = `for (let n = 0; n < 5; n++) {
          if (!out.write(Buffer.alloc(1e6))) await new Promise((done) => out.once("drain", done));
        }
        console.log("finished");
        out.end();`;
      const fn = await deployFunction(aws, streamed(work), { timeout: 60 });
      const response = await fetch(await deployUrl(aws, fn, stream));

      await response.body?.cancel();

      await until(() => linesOf(aws, "/aws/lambda/worker").some((line) => line.endsWith("finished")));
    });

    it("ends a stream of more than 20 MB", async () => {
      const work = `for (let n = 0; n < 30; n++) { if (!out.write(Buffer.alloc(1e6))) await new Promise((done) => out.once("drain", done)); } out.end();`;
      const url = await deployUrl(aws, await deployFunction(aws, streamed(work), { memorySize: 512 }), stream);

      const response = await fetch(url);

      await assert.rejects(response.arrayBuffer());
    });

    it("reads a buffered handler's answer as a response", async () => {
      const url = await deployUrl(
        aws,
        await deployFunction(aws, `async () => ({ statusCode: 202, body: "ok" })`),
        stream,
      );

      const response = await fetch(url);

      assert.equal(response.status, 202);
      assert.equal(await response.text(), "ok");
    });
  });
});
