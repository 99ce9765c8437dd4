import assert from "node:assert/strict";
import { functionSet } from "fourfold";
import { Foundation } from "fourfold/components";
import { evaluate } from "fourfold/testing";
import { deploySample, deploySet } from "./deployment.ts";
import { live, pair } from "./fixtures/sample.ts";

describe("a function set on AWS", () => {
  it("runs its function on arm64, with what the set asks for", async () => {
    const stack = await deploySample("aws");

    stack.count("aws:lambda/function:Function", 1);
    stack.has("aws:lambda/function:Function", {
      architectures: ["arm64"],
      runtime: "nodejs24.x",
      handler: "index.handler",
      memorySize: 512,
      timeout: 25,
      environment: { variables: { STAGE: "test", FOURFOLD_FLAGS: '{"beta":true}' } },
      tags: { "fourfold-set": "sample", "fourfold-function": "web" },
    });
  });

  it("tags the function's log group and role too", async () => {
    const stack = await deploySample("aws");

    const logs = stack.find("aws:cloudwatch/logGroup:LogGroup", "sample-web-logs");
    for (const { inputs } of [logs, stack.find("aws:iam/role:Role")]) {
      assert.deepEqual(inputs.tags, { "fourfold-set": "sample", "fourfold-function": "web" });
    }
  });

  it("makes the function when its role may write logs, and not earlier", async () => {
    const stack = await deploySample("aws");

    const { dependencies } = stack.find("aws:lambda/function:Function");
    assert.ok(dependencies.includes(stack.find("aws:iam/rolePolicy:RolePolicy").urn));
  });

  it("lets the function write to its own log group, and nothing else", async () => {
    const stack = await deploySample("aws");

    const logs = stack.find("aws:cloudwatch/logGroup:LogGroup", "sample-web-logs");
    const { policy } = stack.find("aws:iam/rolePolicy:RolePolicy").inputs;
    // Without a version a policy is of the oldest: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html
    assert.deepEqual(JSON.parse(String(policy)), {
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Action: ["logs:CreateLogStream", "logs:PutLogEvents"], Resource: `${logs.outputs.arn}:*` },
      ],
    });
    stack.has("aws:lambda/function:Function", { loggingConfig: { logFormat: "JSON", logGroup: logs.outputs.name } });
    stack.count("aws:iam/rolePolicyAttachment:RolePolicyAttachment", 0);
  });

  it("lets Lambda alone assume the role, within the foundation's boundary", async () => {
    const boundary = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole";
    const stack = await deploySample("aws", { foundation: { aws: { permissionsBoundary: boundary } } });

    const role = stack.has("aws:iam/role:Role", { permissionsBoundary: boundary });
    assert.deepEqual(JSON.parse(String(role.inputs.assumeRolePolicy)), {
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
    });
  });

  it("keeps logs for the next longer time that CloudWatch has", async () => {
    const stack = await deploySample("aws", { foundation: { logRetention: "100 days" } });

    for (const group of stack.all("aws:cloudwatch/logGroup:LogGroup")) assert.equal(group.inputs.retentionInDays, 120);
  });

  // https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
  it("keeps logs for exactly as long as asked, where CloudWatch has that", async () => {
    const days = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545];
    const years = [731, 1096, 1827, 2192, 2557, 2922, 3288, 3653];

    const stack = await evaluate(() => {
      const kept = [...days, ...years].map((count) => {
        const { handle } = new Foundation(`acme-${count}`, { cloud: "aws", logRetention: `${count} days` });
        return handle.attributes.apply(({ retentionDays }) => Number(retentionDays));
      });
      return { kept };
    });

    assert.deepEqual(stack.outputs.kept, [...days, ...years]);
  });

  it("throttles and logs at its gateway", async () => {
    const stack = await deploySample("aws");

    const logs = stack.find("aws:cloudwatch/logGroup:LogGroup", "sample-gateway-access-logs");
    const stage = stack.has("aws:apigatewayv2/stage:Stage", {
      name: "$default",
      autoDeploy: true,
      defaultRouteSettings: { throttlingRateLimit: 100, throttlingBurstLimit: 200 },
      accessLogSettings: { destinationArn: logs.outputs.arn },
    });
    const { format } = stage.inputs.accessLogSettings as { readonly format: string };
    // https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html
    assert.deepEqual(JSON.parse(format), {
      requestId: "$context.requestId",
      time: "$context.requestTime",
      address: "$context.identity.sourceIp",
      method: "$context.httpMethod",
      path: "$context.path",
      route: "$context.routeKey",
      status: "$context.status",
      bytes: "$context.responseLength",
      milliseconds: "$context.responseLatency",
      error: "$context.integrationErrorMessage",
    });
    for (const { inputs } of [logs, stage, stack.find("aws:apigatewayv2/api:Api")]) {
      assert.deepEqual(inputs.tags, { "fourfold-set": "sample" });
    }
    // The form of event that the run time reads; without it an API sends another.
    stack.has("aws:apigatewayv2/integration:Integration", {
      integrationType: "AWS_PROXY",
      payloadFormatVersion: "2.0",
    });
  });

  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-V2-CloudWatchLogs.html
  it("keeps access logs where services may deliver them, or where it is told", async () => {
    const accessLogs = (stack: Awaited<ReturnType<typeof deploySample>>) =>
      stack.find("aws:cloudwatch/logGroup:LogGroup", "sample-gateway-access-logs");
    const prefixed = accessLogs(await deploySample("aws"));
    const named = accessLogs(
      await deploySample("aws", {
        options: { transform: { gateway: { aws: { accessLogs: { name: "/acme/access" } } } } },
      }),
    );

    assert.equal(prefixed.inputs.namePrefix, "/aws/vendedlogs/apis/sample-gateway-");
    assert.match(String(prefixed.outputs.name), /^\/aws\/vendedlogs\/apis\/sample-gateway-[0-9a-f]+$/);
    assert.deepEqual([named.inputs.name, named.inputs.namePrefix], ["/acme/access", undefined]);
  });

  it("lets this one API call the function", async () => {
    const stack = await deploySample("aws");

    const api = stack.find("aws:apigatewayv2/api:Api");
    stack.count("aws:lambda/permission:Permission", 1);
    stack.has("aws:lambda/permission:Permission", {
      action: "lambda:InvokeFunction",
      principal: "apigateway.amazonaws.com",
      sourceArn: `${api.outputs.executionArn}/*/*`,
    });
  });

  it("routes several functions by their paths", async () => {
    const stack = await deploySet(pair, "aws");

    const keys = stack.all("aws:apigatewayv2/route:Route").map(({ inputs }) => inputs.routeKey);
    assert.deepEqual(keys.toSorted(), ["$default", "ANY /admin", "ANY /admin/{proxy+}"]);
    stack.count("aws:apigatewayv2/integration:Integration", 2);
    // Lower case, as labels on Google Cloud must be.
    stack.has("aws:lambda/function:Function", { tags: { "fourfold-function": "admin-api" } });
    const { pair: _, ...urls } = stack.outputs.urls as Record<string, string>;
    assert.equal(urls.adminApi, `${urls.site}/admin`);
  });

  it("sends each path to the function that the set names for it", async () => {
    const set = functionSet("pair", { ...pair, routes: { "/*": "site", "/admin": "adminApi", "/old/*": "adminApi" } });
    const stack = await deploySet(set, "aws");

    const integration = (name: string) => stack.find("aws:apigatewayv2/integration:Integration", name).id;
    const site = `integrations/${integration("pair-gateway-site-integration")}`;
    const admin = `integrations/${integration("pair-gateway-admin-api-integration")}`;
    const routes = stack.all("aws:apigatewayv2/route:Route").map(({ inputs }) => [inputs.routeKey, inputs.target]);
    // https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
    assert.deepEqual(Object.fromEntries(routes), {
      $default: site,
      "ANY /admin": admin,
      "ANY /old": admin,
      "ANY /old/{proxy+}": admin,
    });
  });

  it("gives a function that streams a Function URL in place of the API", async () => {
    const stack = await deploySet(live, "aws");

    stack.count("aws:apigatewayv2/api:Api", 0);
    stack.has("aws:lambda/function:Function", { timeout: 300 });
    stack.has("aws:lambda/functionUrl:FunctionUrl", { authorizationType: "NONE", invokeMode: "RESPONSE_STREAM" });
    // Both are needed: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html#urls-auth-none
    stack.count("aws:lambda/permission:Permission", 2);
    stack.has("aws:lambda/permission:Permission", { action: "lambda:InvokeFunctionUrl", functionUrlAuthType: "NONE" });
    stack.has("aws:lambda/permission:Permission", { action: "lambda:InvokeFunction", invokedViaFunctionUrl: true });
  });
});
