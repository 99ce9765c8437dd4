import assert from "node:assert/strict";
import type { Fields } from "../../../../kit/cost/resources/resource.ts";
import { gigabyte, month, one, user } from "../../support/aws.ts";
import { capOf, consumed, theyAreNotPriced, theyTake, withoutPrice } from "../../support/metered.ts";

const million = 1_000_000;
const second = { requests: million, duration: 1_000 };
const fn = (inputs: Fields = {}) => one("lambda/function", { memorySize: 1_024, ...inputs });
const provisioned = (count: number) =>
  user("lambda/provisionedConcurrencyConfig", "functionName", { provisionedConcurrentExecutions: count });

describe("what functions, gateways and workflows of AWS take", () => {
  theyTake([
    [
      "a function's time, rounded up to 1 ms",
      [fn()],
      { requests: 1_000, duration: 1.2 },
      { "lambda.requests": 1_000, "lambda.duration.x86": 2 },
    ],
    [
      "128 MB where nothing is said",
      [one("lambda/function")],
      second,
      { "lambda.requests": million, "lambda.duration.x86": 125_000 },
    ],
    [
      "a function's architecture",
      [fn({ architectures: ["arm64"] })],
      second,
      { "lambda.requests": million, "lambda.duration.arm64": million },
    ],
    [
      "no more than what provisioned instances do",
      [fn(), provisioned(1)],
      { requests: 3_000_000, duration: 1_000 },
      { "lambda.requests": 3_000_000, "lambda.duration.x86": 372_000, "lambda.provisioned.duration.x86": 2_628_000 },
    ],
    [
      "traces, of which one of twenty is sampled beyond one a second",
      [fn({ tracingConfig: { mode: "Active" } })],
      { requests: 2_628_020, duration: 1 },
      { "lambda.requests": 2_628_020, "lambda.duration.x86": 2_628.02, "xray.traces": 2_628_001 },
    ],
    [
      "no charge of its own for SnapStart with Java",
      [fn({ snapStart: { applyOn: "PublishedVersions" }, runtime: "java21" })],
      second,
      { "lambda.requests": million, "lambda.duration.x86": million },
    ],
    [
      "only the transfer of an address that does not stream",
      [one("lambda/functionUrl")],
      { requests: 1_024, responseSize: 10_240 },
      { egress: 10 },
    ],
    [
      "no transfer behind a CDN",
      [one("lambda/functionUrl"), user("cloudfront/distribution", "origins")],
      { requests: 1, responseSize: 1, requestSize: 1 },
      {},
    ],
    ["what fetches messages", [one("lambda/eventSourceMapping")], {}, {}],
    [
      "requests to an HTTP API by 512 KB",
      [one("apigatewayv2/api", { protocolType: "HTTP" })],
      { requests: 10, requestSize: 513, responseSize: 0 },
      { "apigateway.http": 20 },
    ],
    [
      "an HTTP API's transfer",
      [one("apigatewayv2/api", { protocolType: "HTTP" })],
      { requests: gigabyte, responseSize: 2 },
      { "apigateway.http": gigabyte, egress: 2 },
    ],
    [
      "messages of a WebSocket API by 32 KB, and its connections' minutes",
      [one("apigatewayv2/api", { protocolType: "WEBSOCKET" })],
      { messages: gigabyte, messageSize: 33, connections: 2 },
      { "apigateway.websocket.messages": 2 * gigabyte, "apigateway.websocket.minutes": 2 * month * 60, egress: 33 },
    ],
    [
      "no transfer of a private REST API",
      [one("apigateway/restApi", { endpointConfiguration: { types: "PRIVATE" } })],
      { requests: 10 },
      { "apigateway.rest": 10 },
    ],
    [
      "the traces of a stage",
      [one("apigateway/stage", { xrayTracingEnabled: true })],
      { requests: 10 },
      { "xray.traces": 10 },
    ],
    ["nothing for a stage without traces", [one("apigateway/stage")], {}, {}],
    [
      "runs of an Express workflow, by 100 ms and 64 MB",
      [one("sfn/stateMachine", { type: "EXPRESS" })],
      { requests: 36_000, duration: 1_601 },
      { "stepfunctions.express.requests": 36_000, "stepfunctions.express.duration": 17 / 16 },
    ],
    [
      "a workflow's traces",
      [one("sfn/stateMachine", { tracingConfiguration: { enabled: true } })],
      { requests: 10, steps: 1 },
      { "stepfunctions.transitions": 20, "xray.traces": 10 },
    ],
  ]);

  it("provisioned concurrency by the memory of its function", () => {
    const program = [provisioned(2), fn({ memorySize: 512, architectures: ["arm64"] })];

    assert.deepEqual(consumed(program, "user", {}), { "lambda.provisioned.arm64": month * 3_600 });
  });
});

describe("what cannot be priced of functions, gateways and workflows of AWS", () => {
  theyAreNotPriced([
    [one("lambda/function", { capacityProviderConfig: {} }), "capacityProviderConfig"],
    [one("lambda/function", { durableConfig: {} }), "durableConfig"],
    [one("lambda/function", { tenancyConfig: {} }), "tenancyConfig"],
    [one("lambda/function", { snapStart: { applyOn: "PublishedVersions" }, runtime: "python3.13" }), "snapStart"],
    [one("lambda/eventSourceMapping", { provisionedPollerConfig: {} }), "provisionedPollerConfig"],
    [one("lambda/provisionedConcurrencyConfig", { provisionedConcurrentExecutions: 1 }), "functionName"],
    [one("apigateway/stage", { cacheClusterEnabled: true }), "cacheClusterEnabled"],
  ]);

  it("a function at the edge", () => {
    for (const property of ["defaultCacheBehavior", "orderedCacheBehaviors"]) {
      const program = [fn(), user("cloudfront/distribution", property)];

      assert.deepEqual(withoutPrice(program, "one"), ["lambdaFunctionAssociations"]);
    }
  });
});

describe("what bounds a function of AWS", () => {
  const bound = (inputs: Fields) => capOf(one("lambda/function", inputs));

  it("is the account's limit, which it shares, or what it reserves, even if that is nothing", () => {
    assert.deepEqual(bound({}), { concurrency: 1_000, pool: "aws.lambda.account" });
    assert.deepEqual(bound({ reservedConcurrentExecutions: 5 }), { concurrency: 5 });
    assert.deepEqual(bound({ reservedConcurrentExecutions: 0 }), { concurrency: 0 });
  });
});
