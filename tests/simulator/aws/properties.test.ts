import assert from "node:assert/strict";
import { decide } from "../../../kit/simulator/iam/aws/index.ts";
import { createFakeClock } from "../../../kit/simulator/index.ts";
import { roleMay } from "../../../kit/simulator/services/aws/iam/index.ts";
import { resourcePolicyOf } from "../../../kit/simulator/services/aws/lambda/permission.ts";
import { until } from "../../support/until.ts";
import type { Deployment } from "../deployment.ts";
import {
  basicExecution,
  deployApi,
  deployFunction,
  deployRole,
  deployUrl,
  linesOf,
  openAws,
  tokens,
  trustOf,
} from "./shop.ts";

const hello = "async () => ({ statusCode: 200, body: 'hello' })";

describe("aws: properties that only show in other places", () => {
  let aws: Deployment;
  beforeEach(async () => {
    aws = await openAws();
  });
  afterEach(() => aws.stop());

  describe("Role", () => {
    const allow = (action: string) =>
      JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: action, Resource: "*" }] });
    const roleWith = (more: object) =>
      aws.create(tokens.role, "worker", { name: "worker", assumeRolePolicy: trustOf("lambda.amazonaws.com"), ...more });
    const may = (arn: unknown, action: string) => roleMay(aws.simulator.world, String(arn), action, "*");

    // https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html#inline-policies
    it("may do what its inlinePolicies allow", async () => {
      const { outputs } = await roleWith({ inlinePolicies: [{ name: "own", policy: allow("s3:GetObject") }] });

      assert.deepEqual([may(outputs.arn, "s3:GetObject"), may(outputs.arn, "s3:PutObject")], [true, false]);
    });

    // https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
    it("may do nothing beyond its permissionsBoundary", async () => {
      const boundary = await aws.create(tokens.policy, "boundary", { name: "boundary", policy: allow("s3:Get*") });

      const { outputs } = await roleWith({
        inlinePolicies: [{ name: "own", policy: allow("s3:*") }],
        permissionsBoundary: boundary.id,
      });

      assert.deepEqual([may(outputs.arn, "s3:GetObject"), may(outputs.arn, "s3:PutObject")], [true, false]);
    });

    // https://docs.aws.amazon.com/IAM/latest/APIReference/API_DeleteRole.html
    it("goes with its attachments only with forceDetachPolicies", async () => {
      const attach = (role: string) => aws.create(tokens.attachment, role, { role, policyArn: basicExecution });
      const kept = await deployRole(aws, []);
      await attach("worker");
      const assumeRolePolicy = trustOf("lambda.amazonaws.com");
      const forced = await aws.create(tokens.role, "forced", {
        name: "forced",
        assumeRolePolicy,
        forceDetachPolicies: true,
      });
      await attach("forced");

      await aws.remove(forced);

      await assert.rejects(aws.remove(kept), /must detach all policies first/);
    });
  });

  it("tags are answered as tagsAll, by every type that has them", async () => {
    const tags = { team: "shop" };
    const fn = await deployFunction(aws, hello, { tags });
    const { api, stage } = await deployApi(aws, fn, { api: { tags }, stage: { tags } });
    const group = await aws.create(tokens.logGroup, "logs", { name: "logs", tags });

    for (const { outputs, type } of [fn, api, stage, group]) assert.deepEqual(outputs.tagsAll, tags, type);
  });

  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/protecting-log-groups-from-deletion.html
  it("namePrefix of a log group is what its name begins with, and goes without a name", async () => {
    const first = await aws.create(tokens.logGroup, "first", { namePrefix: "/aws/vendedlogs/shop-" });
    const second = await aws.create(tokens.logGroup, "second", { namePrefix: "/aws/vendedlogs/shop-" });
    const both = await aws.complaints(tokens.logGroup, { name: "logs", namePrefix: "shop-" });

    for (const { id, outputs } of [first, second]) {
      assert.match(id, /^\/aws\/vendedlogs\/shop-[0-9a-f]{26}$/);
      assert.equal(outputs.name, id);
    }
    assert.notEqual(first.id, second.id);
    assert.match(both.join(), /namePrefix: conflicts with name/);
  });

  it("deletionProtectionEnabled keeps a log group from being deleted", async () => {
    const group = await aws.create(tokens.logGroup, "logs", { name: "logs", deletionProtectionEnabled: true });

    await assert.rejects(aws.remove(group), /protected against deletion/);

    const open = await aws.update(group, { ...group.inputs, deletionProtectionEnabled: false });
    await aws.remove(open);
    assert.deepEqual(aws.simulator.world.store.find(tokens.logGroup), []);
  });

  describe("Function", () => {
    // https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html
    it("writes START and REPORT unless systemLogLevel is WARN", async () => {
      const loggingConfig = (systemLogLevel: string) => ({
        logFormat: "JSON",
        systemLogLevel,
        logGroup: systemLogLevel,
      });
      for (const level of ["INFO", "WARN"]) await aws.create(tokens.logGroup, level, { name: level });
      const fn = await deployFunction(aws, "async () => { console.log('hello'); return 1; }", {
        loggingConfig: loggingConfig("INFO"),
      });
      const url = await deployUrl(aws, fn);
      await fetch(url);
      await until(() => linesOf(aws, "INFO").some((line) => line.includes("platform.report")));

      await aws.update(fn, { ...fn.inputs, loggingConfig: loggingConfig("WARN") });
      await fetch(url);
      await until(() => linesOf(aws, "WARN").length > 0);

      assert.deepEqual(
        linesOf(aws, "WARN").filter((line) => line.includes("platform.")),
        [],
      );
    });

    it("answers sourceCodeHash as it was given, and the hash of its code otherwise", async () => {
      const fn = await deployFunction(aws, hello);

      const given = await aws.update(fn, { ...fn.inputs, sourceCodeHash: "bXk=" });

      assert.equal(fn.outputs.sourceCodeHash, fn.outputs.codeSha256);
      assert.equal(given.outputs.sourceCodeHash, "bXk=");
    });

    it("is replaced by a change of packageType, as the provider does", async () => {
      const { urn, id, inputs, outputs } = await deployFunction(aws, hello, { packageType: "Zip" });

      const news = { ...inputs, packageType: "Image" };
      const diff = await aws.provider.diff({ urn, id, oldInputs: inputs, olds: outputs, news, ignoreChanges: [] });

      assert.deepEqual(diff.replaces, ["packageType"]);
    });
  });

  // https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html
  describe("Permission", () => {
    const decisionFor = async (permission: object, principal: object, context: Readonly<Record<string, string>>) => {
      const fn = await deployFunction(aws, hello);
      await aws.create(tokens.permission, "one", { function: fn.id, action: "lambda:InvokeFunction", ...permission });
      const [stored] = aws.simulator.world.store.find(tokens.function);
      assert.ok(stored !== undefined);
      const request = { action: "lambda:InvokeFunction", resource: String(fn.outputs.arn), context };
      return decide(resourcePolicyOf(aws.simulator.world, stored), {
        principal: { type: "Service", id: "", ...principal },
        ...request,
      });
    };

    const conditions = [
      [
        "sourceAccount",
        { principal: "s3.amazonaws.com", sourceAccount: "111122223333" },
        "aws:SourceAccount",
        "111122223333",
      ],
      ["principalOrgId", { principal: "*", principalOrgId: "o-a1b2c3d4e5" }, "aws:PrincipalOrgID", "o-a1b2c3d4e5"],
      [
        "eventSourceToken",
        { principal: "alexa-appkit.amazon.com", eventSourceToken: "skill" },
        "lambda:EventSourceToken",
        "skill",
      ],
    ] as const;
    for (const [name, permission, key, value] of conditions) {
      for (const [given, expected] of [
        [value, "allow"],
        ["another", "implicit deny"],
      ] as const) {
        it(`with ${name} ${expected === "allow" ? "lets in" : "keeps out"} ${given}`, async () => {
          const principal = permission.principal.endsWith(".amazonaws.com")
            ? { type: "Service", id: permission.principal }
            : { type: "AWS", id: permission.principal };

          assert.equal(await decisionFor(permission, principal, { [key]: given }), expected);
        });
      }
    }

    it("has the statementId that was given, one with the statementIdPrefix, or one of its own", async () => {
      const fn = await deployFunction(aws, hello);
      const grant = { function: fn.id, action: "lambda:InvokeFunction", principal: "s3.amazonaws.com" };

      const given = await aws.create(tokens.permission, "one", { ...grant, statementId: "FromS3" });
      const prefixed = await aws.create(tokens.permission, "two", { ...grant, statementIdPrefix: "from-" });
      const own = await aws.create(tokens.permission, "three", grant);

      assert.deepEqual([given.id, given.outputs.statementId], ["worker/FromS3", "FromS3"]);
      assert.match(String(prefixed.outputs.statementId), /^from-[a-z0-9]+$/);
      assert.match(String(own.outputs.statementId), /^terraform-[a-z0-9]+$/);
    });
  });

  // https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html
  it("exposeHeaders tells pages of other origins which headers they may read", async () => {
    const cors = { allowOrigins: ["https://shop.example"], exposeHeaders: ["x-total"] };
    const fn = await deployFunction(aws, hello);
    const { url } = await deployApi(aws, fn, { api: { corsConfiguration: cors } });
    const functionUrl = await deployUrl(aws, fn, { cors });

    for (const address of [url, functionUrl]) {
      const response = await fetch(address, { headers: { origin: "https://shop.example" } });
      assert.equal(response.headers.get("access-control-expose-headers"), "x-total", address);
    }
  });

  it("connectionType, integrationMethod and operationName are answered as they are kept", async () => {
    const fn = await deployFunction(aws, hello);
    const { api } = await deployApi(aws, fn, { routes: [] });
    const integration = await aws.create(tokens.integration, "post", {
      ...{ apiId: api.id, integrationType: "AWS_PROXY", integrationUri: fn.outputs.arn, integrationMethod: "POST" },
    });
    const route = await aws.create(tokens.route, "get", { apiId: api.id, routeKey: "GET /", operationName: "list" });

    const read = await aws.provider.read({ urn: route.urn, id: route.id, inputs: {} });

    assert.deepEqual([integration.outputs.connectionType, integration.outputs.integrationMethod], ["INTERNET", "POST"]);
    assert.equal(read?.outputs.operationName, "list");
  });

  // https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html#runtimes-deprecated
  it("takes a runtime until the day on which Lambda blocks it", async () => {
    const complaintsOn = async (day: string) => {
      const then = await openAws({ live: false, clock: createFakeClock(Date.parse(day)) });
      const role = "arn:aws:iam::123456789012:role/worker";
      const inputs = { role, handler: "index.handler", runtime: "nodejs20.x" };
      const found = await then.complaints(tokens.function, inputs);
      await then.stop();
      return found.filter((line) => line.includes("blocked"));
    };

    assert.deepEqual(await complaintsOn("2027-01-31T23:59:59Z"), []);
    assert.match((await complaintsOn("2027-02-01")).join(), /^runtime: must not be used after .* but is "nodejs20.x"/);
  });
});
