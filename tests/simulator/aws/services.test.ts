import assert from "node:assert/strict";
import { until } from "../../support/until.ts";
import { type Deployment, deploymentOn } from "../deployment.ts";
import {
  basicExecution,
  codeOf,
  deployApi,
  deployFunction,
  deployRole,
  deployUrl,
  linesOf,
  openAws,
  tokens,
  trustOf,
} from "./shop.ts";

const hello = "async () => { console.log('hello'); return 1; }";

describe("aws: resources", () => {
  let aws: Deployment;
  beforeEach(async () => {
    aws = await openAws();
  });
  afterEach(() => aws.stop());

  describe("Function", () => {
    const inputs = { handler: "index.handler", runtime: "nodejs24.x", code: codeOf(hello) };

    // https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html
    it("needs a role that exists and trusts Lambda", async () => {
      const other = await aws.create(tokens.role, "other", {
        name: "other",
        assumeRolePolicy: trustOf("ec2.amazonaws.com"),
      });

      for (const role of ["arn:aws:iam::123456789012:role/nobody", other.outputs.arn]) {
        await assert.rejects(aws.create(tokens.function, "worker", { ...inputs, role }), /cannot be assumed by Lambda/);
      }
    });

    it("has the outputs of the provider", async () => {
      const { id, outputs } = await deployFunction(aws, hello);

      const arn = "arn:aws:lambda:eu-central-1:123456789012:function:worker";
      assert.equal(id, "worker");
      assert.equal(outputs.arn, arn);
      assert.equal(outputs.qualifiedArn, `${arn}:$LATEST`);
      assert.equal(
        outputs.invokeArn,
        `arn:aws:apigateway:eu-central-1:lambda:path/2015-03-31/functions/${arn}/invocations`,
      );
      assert.equal(outputs.version, "$LATEST");
      assert.equal(outputs.memorySize, 128);
      assert.equal(outputs.timeout, 3);
      assert.match(String(outputs.codeSha256), /^[\w+/]{43}=$/);
      assert.match(String(outputs.lastModified), /^\d{4}-\d\d-\d\dT[\d:.]+\+0000$/);
    });

    it("is refused twice, without code, or on a runtime that is not simulated", async () => {
      const fn = await deployFunction(aws, hello);
      const create = (more: object) => aws.create(tokens.function, "more", { ...fn.inputs, name: "more", ...more });

      await assert.rejects(create({ name: "worker" }), /Function already exist: worker/);
      await assert.rejects(create({ code: undefined }), /provide a source for function code/);
      await assert.rejects(create({ runtime: "python3.13" }), /runtime: SimulatorLimit: the simulator has only nodejs/);
    });

    // https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
    it("must leave 100 of the account's concurrency unreserved", async () => {
      const fn = await deployFunction(aws, hello, { reservedConcurrentExecutions: 500 });

      const second = { ...fn.inputs, name: "second", reservedConcurrentExecutions: 401 };

      await assert.rejects(aws.create(tokens.function, "second", second), /below its minimum value of \[100\]/);
    });
  });

  // https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-access.html
  describe("a function's permission to log", () => {
    const policyFor = (...actions: readonly string[]): string =>
      JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: actions, Resource: "*" }] });
    const run = async (policies: readonly string[], own?: string): Promise<void> => {
      const role = await deployRole(aws, policies);
      if (own !== undefined) await aws.create(tokens.rolePolicy, "own", { name: "own", role: role.id, policy: own });
      const fn = await aws.create(tokens.function, "worker", {
        name: "worker",
        role: role.outputs.arn,
        handler: "index.handler",
        runtime: "nodejs24.x",
        code: codeOf(hello),
      });
      assert.equal((await fetch(await deployUrl(aws, fn))).status, 200);
      await new Promise((resolve) => setTimeout(resolve, 50));
    };

    it("is needed for its lines to appear; it runs without", async () => {
      await run([]);

      assert.deepEqual(linesOf(aws, "/aws/lambda/worker"), []);
    });

    it("can be a policy of the role, for a group that exists", async () => {
      await aws.create(tokens.logGroup, "group", { name: "/aws/lambda/worker", retentionInDays: 14 });

      await run([], policyFor("logs:CreateLogStream", "logs:PutLogEvents"));

      assert.ok(linesOf(aws, "/aws/lambda/worker").some((line) => line.endsWith("hello")));
    });

    it("does not reach a group that neither exists nor may be created", async () => {
      await run([], policyFor("logs:CreateLogStream", "logs:PutLogEvents"));

      assert.deepEqual(linesOf(aws, "/aws/lambda/worker"), []);
    });

    it("creates the group, which then cannot be created again", async () => {
      await run([basicExecution]);

      await until(() => linesOf(aws, "/aws/lambda/worker").length > 0);
      const again = aws.create(tokens.logGroup, "late", { name: "/aws/lambda/worker" });
      await assert.rejects(again, /The specified log group already exists/);
    });
  });

  describe("Role", () => {
    it("cannot go while a policy is attached", async () => {
      const role = await deployRole(aws, []);
      const attached = await aws.create(tokens.attachment, "a", { role: role.id, policyArn: basicExecution });

      await assert.rejects(aws.remove(role), /must detach all policies first/);
      await aws.remove(attached);
      await aws.remove(role);
    });

    it("refuses policies that do not exist", async () => {
      const role = await deployRole(aws, []);
      const attach = (policyArn: string) => aws.create(tokens.attachment, "a", { role: role.id, policyArn });

      await assert.rejects(
        attach("arn:aws:iam::aws:policy/ReadOnlyAccess"),
        /SimulatorLimit: the simulator has only the AWS managed policies of docs/,
      );
      await assert.rejects(attach("arn:aws:iam::123456789012:policy/none"), /does not exist/);
    });

    it("takes a policy that was deployed", async () => {
      const role = await deployRole(aws, []);
      const document = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "logs:*", Resource: "*" }] };
      const policy = await aws.create(tokens.policy, "logs", { name: "logs", policy: JSON.stringify(document) });

      const attached = await aws.create(tokens.attachment, "a", { role: role.id, policyArn: policy.outputs.arn });

      assert.equal(policy.id, "arn:aws:iam::123456789012:policy/logs");
      assert.equal(attached.id, `worker-${policy.id}`);
      await assert.rejects(aws.remove(policy), /attached/);
    });
  });

  describe("HTTP API", () => {
    it("keeps its address when it is changed", async () => {
      const { api, url } = await deployApi(aws, await deployFunction(aws, hello));

      const updated = await aws.update(api, { ...api.inputs, description: "changed" });

      assert.equal(updated.outputs.apiEndpoint, api.outputs.apiEndpoint);
      assert.equal((await fetch(url)).status, 200);
    });

    it("refuses a route to an integration of nowhere, and a second route with the same key", async () => {
      const { api } = await deployApi(aws, await deployFunction(aws, hello));
      const route = (more: object) => aws.create(tokens.route, "more", { apiId: api.id, routeKey: "GET /", ...more });

      await assert.rejects(route({ target: "integrations/nowhere" }), /Invalid integration identifier/);
      await assert.rejects(route({ routeKey: "$default" }), /already exists/);
    });

    it("refuses an access log without a log group", async () => {
      const destinationArn = "arn:aws:logs:eu-central-1:123456789012:log-group:nowhere";
      const accessLogSettings = { destinationArn, format: "$context.requestId" };

      const deployed = deployApi(aws, await deployFunction(aws, hello), { stage: { accessLogSettings } });

      await assert.rejects(deployed, /is not a log group/);
    });
  });

  it("closes an address that is removed", async () => {
    const fn = await deployFunction(aws, hello);
    const { url, api } = await deployApi(aws, fn);
    assert.equal((await fetch(url)).status, 200);

    await aws.remove(api);

    await assert.rejects(fetch(url));
  });
});

describe("aws: what programs ask the provider", () => {
  it("answers who and where it is", async () => {
    const assumeRoles = [{ roleArn: "arn:aws:iam::111122223333:role/deploy" }];
    const aws = await deploymentOn("aws", { live: false, configuration: { region: "eu-west-1", assumeRoles } });
    const ask = async (token: string, args = {}) => (await aws.provider.invoke({ token, args })).outputs;

    const identity = await ask("aws:index/getCallerIdentity:getCallerIdentity");
    const region = await ask("aws:index/getRegion:getRegion");
    const partition = await ask("aws:index/getPartition:getPartition");

    assert.equal(identity.accountId, "111122223333");
    assert.equal(region.region, "eu-west-1");
    assert.equal(region.description, "Europe (Ireland)");
    assert.equal(partition.partition, "aws");
    await aws.stop();
  });

  it("writes policy documents", async () => {
    const aws = await deploymentOn("aws", { live: false });
    const args = {
      statements: [
        {
          sid: "Trust",
          actions: ["sts:AssumeRole"],
          principals: [{ type: "Service", identifiers: ["lambda.amazonaws.com"] }],
          conditions: [{ test: "StringEquals", variable: "aws:SourceAccount", values: ["123456789012"] }],
        },
      ],
    };

    const { outputs } = await aws.provider.invoke({ token: "aws:iam/getPolicyDocument:getPolicyDocument", args });

    assert.deepEqual(JSON.parse(String(outputs.json)), {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "Trust",
          Effect: "Allow",
          Action: "sts:AssumeRole",
          Principal: { Service: "lambda.amazonaws.com" },
          Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } },
        },
      ],
    });
    await aws.stop();
  });

  it("refuses an account that the provider forbids", async () => {
    const configuration = { forbiddenAccountIds: ["123456789012"] };

    await assert.rejects(deploymentOn("aws", { live: false, configuration }), /not allowed/);
  });
});
