import assert from "node:assert/strict";
import { type FunctionConfiguration, LambdaHost } from "../../../kit/simulator/hosts/lambda/index.ts";
import { createFakeClock } from "../../../kit/simulator/index.ts";
import { createSandboxes } from "../../../kit/simulator/sandboxes.ts";
import { quotas } from "../../../kit/simulator/services/aws/apigatewayv2/apis.ts";
import { Throttle } from "../../../kit/simulator/services/aws/apigatewayv2/throttle.ts";

/** A function that never answers. */
function functionNamed(name: string, reserved?: number): FunctionConfiguration {
  const code = "export const handler = () => new Promise((done) => setTimeout(done, 60_000));";
  return {
    ...{ name, arn: `arn:aws:lambda:eu-central-1:123456789012:function:${name}`, region: "eu-central-1" },
    ...{ handler: "index.handler", runtime: "nodejs24.x", memory: 128, timeout: 60, variables: {} },
    ...{ role: "arn:aws:iam::123456789012:role/worker", logGroup: name, logFormat: "Text" },
    code: { hash: name, files: new Map([["index.mjs", Buffer.from(code)]]) },
    ...(reserved === undefined ? {} : { reserved }),
  };
}

/** https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html */
describe("aws: concurrency", () => {
  const sandboxes = createSandboxes();
  const inspectors = { wanted: false, open: () => undefined, close: async () => {}, list: async () => [] };
  const credentials = () => ({ accessKeyId: "", secretAccessKey: "", sessionToken: "" });
  const store = { values: () => new Map<string, string>(), putValue: () => undefined };
  let host: LambdaHost;
  beforeEach(() => {
    host = new LambdaHost({ clock: createFakeClock(), sandboxes, inspectors, store, credentials, project: "/" });
  });
  afterEach(async () => {
    await host.stop();
    await sandboxes.clear();
  });

  const invoke = ({ arn }: FunctionConfiguration) =>
    host.invoke(arn, { payload: "{}", requestId: "1", invokedArn: arn, traceId: "" });

  it("refuses what goes beyond the account's 1,000, of which reservations take their part", async () => {
    const [shared, other, reserving] = [functionNamed("shared"), functionNamed("other"), functionNamed("own", 900)];
    for (const one of [shared, other, reserving]) host.deploy(one, () => undefined);

    for (let count = 0; count < 60; count++) void invoke(shared);
    for (let count = 0; count < 40; count++) void invoke(other);

    assert.equal(await invoke(shared), undefined);
    assert.equal(await invoke(other), undefined);
  });

  it("refuses what goes beyond a function's own reservation", async () => {
    const reserving = functionNamed("own", 1);
    host.deploy(reserving, () => undefined);

    void invoke(reserving);

    assert.equal(await invoke(reserving), undefined);
  });
});

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html#http-api-quotas */
describe("aws: an account's requests to its APIs", () => {
  it("are limited together, to 5,000 at once and 10,000 a second", () => {
    const clock = createFakeClock();
    const throttle = new Throttle(clock);
    const stageOf = (apiId: string, account = "1") => ({
      ...{ type: "", id: `${apiId}/$default`, outputs: {}, inputs: { apiId } },
      scope: { account, region: "eu-central-1" },
    });
    const pass = (apiId: string) => throttle.mayPass(stageOf(apiId), "$default");

    const passed = Array.from({ length: quotas.burst }, (_, at) => pass(at % 2 === 0 ? "a" : "b"));

    assert.ok(passed.every((one) => one));
    assert.equal(pass("a"), false);
    assert.equal(throttle.mayPass(stageOf("a", "2"), "$default"), true);
    clock.advance(1);
    assert.equal(pass("a"), true);
    assert.equal(quotas.burst, 5_000);
    assert.equal(quotas.rate, 10_000);
  });
});
