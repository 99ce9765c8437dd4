import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { type Cloud, clouds } from "fourfold";
import { deploy, Foundation, FunctionSet, type FunctionSetNodes, type FunctionSetTransform } from "fourfold/components";
import { type EvaluatedStack, evaluate } from "fourfold/testing";
import { places } from "./deployment.ts";
import { nightly } from "./fixtures/sample.ts";

interface Deployed {
  readonly stack: EvaluatedStack;
  readonly nodes: FunctionSetNodes;
}

async function deployNightly(
  cloud: Cloud,
  transform: FunctionSetTransform = {},
  changes: object = {},
): Promise<Deployed> {
  const nodes: FunctionSetNodes[] = [];
  const stack = await evaluate(() => {
    const on = new Foundation("acme", { cloud, ...places });
    const args = deploy(nightly, { cloud, on, protection: "destroy", bind: { flags: { beta: true } }, ...changes });
    const set = new FunctionSet("nightly", args, { transform });
    nodes.push(set.nodes);
    return { urls: set.urls, grants: set.grants };
  });
  assert.equal(stack.error, undefined);
  assert.ok(nodes[0]);
  return { stack, nodes: nodes[0] };
}

function policyOf(stack: EvaluatedStack, name: string) {
  const { Version, Statement } = JSON.parse(String(stack.find("aws:iam/rolePolicy:RolePolicy", name).inputs.policy));
  // An older one knows no variables: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html
  assert.equal(Version, "2012-10-17");
  return Statement;
}

/** A file of the package that Azure is given, as text. */
function deliveredToAzure(stack: EvaluatedStack, file: string): string {
  const { assets } = Object(stack.find("azure-native:storage:Blob").inputs.source);
  return readFileSync(assets[file].path, "utf8");
}

describe("a scheduled function", () => {
  for (const cloud of clouds) {
    it(`has no address on ${cloud}, and nothing that would give it one`, async () => {
      const { stack, nodes } = await deployNightly(cloud);

      assert.deepEqual(stack.outputs.urls, {});
      assert.equal(nodes.gateway, undefined);
      assert.deepEqual(Object.keys(nodes.schedules), ["cleanup"]);
      assert.ok(!stack.urns().some((urn) => urn.includes("fourfold:index:Gateway")));
    });
  }

  it("is called by EventBridge Scheduler in its own time zone, which tells the time", async () => {
    const { stack } = await deployNightly("aws");

    const fn = stack.find("aws:lambda/function:Function", "nightly-cleanup-function");
    const queue = stack.find("aws:sqs/queue:Queue", "nightly-cleanup-schedule-dead-letters");
    const role = stack.find("aws:iam/role:Role", "nightly-cleanup-schedule-role");
    stack.has("aws:scheduler/schedule:Schedule", {
      scheduleExpression: "cron(30 2 ? * MON-FRI *)",
      scheduleExpressionTimezone: "Europe/Vienna",
      flexibleTimeWindow: { mode: "OFF" },
      target: {
        arn: fn.outputs.arn,
        roleArn: role.outputs.arn,
        // https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html
        input: '{"scheduledTime":"<aws.scheduler.scheduled-time>"}',
        retryPolicy: { maximumEventAgeInSeconds: 3_600, maximumRetryAttempts: 10 },
        deadLetterConfig: { arn: queue.outputs.arn },
      },
    });
    assert.equal(fn.inputs.timeout, 120);
    // It calls as soon as it is there.
    const policy = stack.find("aws:iam/rolePolicy:RolePolicy", "nightly-cleanup-schedule-policy");
    assert.ok(stack.find("aws:scheduler/schedule:Schedule").dependencies.includes(policy.urn));
  });

  it("lets a role call this one function on AWS, which only the account's own schedules may use", async () => {
    const { stack } = await deployNightly("aws");

    const fn = stack.find("aws:lambda/function:Function", "nightly-cleanup-function");
    const queue = stack.find("aws:sqs/queue:Queue", "nightly-cleanup-schedule-dead-letters");
    assert.deepEqual(policyOf(stack, "nightly-cleanup-schedule-policy"), [
      { Effect: "Allow", Action: "lambda:InvokeFunction", Resource: fn.outputs.arn },
      { Effect: "Allow", Action: "sqs:SendMessage", Resource: queue.outputs.arn },
    ]);
    const { inputs } = stack.find("aws:iam/role:Role", "nightly-cleanup-schedule-role");
    const [, , , region, account] = String(queue.outputs.arn).split(":");
    // https://docs.aws.amazon.com/scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html
    assert.deepEqual(JSON.parse(String(inputs.assumeRolePolicy)).Statement, [
      {
        Effect: "Allow",
        Principal: { Service: "scheduler.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: {
          StringEquals: {
            "aws:SourceAccount": account,
            "aws:SourceArn": `arn:aws:scheduler:${region}:${account}:schedule-group/default`,
          },
        },
      },
    ]);
  });

  it("keeps runs that failed for good in an encrypted queue on AWS, as long as a queue can", async () => {
    const { stack } = await deployNightly("aws");

    const queue = stack.find("aws:sqs/queue:Queue", "nightly-cleanup-schedule-dead-letters");
    assert.partialDeepStrictEqual(queue.inputs, { messageRetentionSeconds: 1_209_600, sqsManagedSseEnabled: true });
    const role = stack.find("aws:iam/role:Role", "nightly-cleanup-role");
    const access = stack.find("aws:iam/rolePolicy:RolePolicy", "nightly-cleanup-schedule-failure-access");
    assert.equal(access.inputs.role, role.outputs.name);
    assert.deepEqual(policyOf(stack, "nightly-cleanup-schedule-failure-access"), [
      { Effect: "Allow", Action: "sqs:SendMessage", Resource: queue.outputs.arn },
    ]);
    stack.has("aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig", {
      functionName: stack.find("aws:lambda/function:Function", "nightly-cleanup-function").outputs.name,
      maximumRetryAttempts: 2,
      destinationConfig: { onFailure: { destination: queue.outputs.arn } },
    });
  });

  it("has roles with the permissions boundary of the platform team on AWS", async () => {
    const boundary = "arn:aws:iam::aws:policy/AdministratorAccess";
    const stack = await evaluate(() => {
      const on = new Foundation("acme", { cloud: "aws", ...places, aws: { permissionsBoundary: boundary } });
      const args = deploy(nightly, { cloud: "aws", on, protection: "destroy", bind: { flags: { beta: true } } });
      new FunctionSet("nightly", args);
    });

    const roles = stack.all("aws:iam/role:Role");
    assert.deepEqual(
      roles.map(({ inputs }) => inputs.permissionsBoundary),
      [boundary, boundary],
    );
  });

  // https://cloud.google.com/iam/docs/service-accounts-create: "must begin with a letter"
  it("has accounts with valid names on gcp, also where the set's begins with a digit", async () => {
    const stack = await evaluate(() => {
      const on = new Foundation("acme", { cloud: "gcp", ...places });
      const args = deploy(nightly, { cloud: "gcp", on, protection: "destroy", bind: { flags: { beta: true } } });
      // A function is refused such a name, unless it is given another one.
      const functions = { cleanup: { gcp: { function: { name: "cleanup" } } } };
      void new FunctionSet("3nightly", args, { transform: { functions } });
    });

    assert.equal(stack.error, undefined);
    const accounts = stack.all("gcp:serviceaccount/account:Account").filter(({ name }) => name.startsWith("3nightly"));
    assert.deepEqual(
      accounts.map(({ inputs }) => /^f-3nightly-c/.test(String(inputs.accountId))),
      [true, true],
    );
  });

  it("is called by Cloud Scheduler as an account that may call this one function", async () => {
    const { stack } = await deployNightly("gcp");

    const fn = stack.find("gcp:cloudfunctionsv2/function:Function", "nightly-cleanup-function");
    const account = stack.find("gcp:serviceaccount/account:Account", "nightly-cleanup-schedule-account");
    stack.has("gcp:cloudscheduler/job:Job", {
      project: "acme-test",
      region: "europe-west1",
      schedule: "30 2 * * MON-FRI",
      timeZone: "Europe/Vienna",
      attemptDeadline: "120s",
      retryConfig: { retryCount: 2, minBackoffDuration: "60s" },
      httpTarget: {
        uri: fn.outputs.url,
        httpMethod: "POST",
        oidcToken: { serviceAccountEmail: account.outputs.email, audience: fn.outputs.url },
      },
    });
    const members = stack.all("gcp:cloudrunv2/serviceIamMember:ServiceIamMember");
    assert.deepEqual(
      members.map(({ inputs: { role, member, name, location, project } }) => ({
        role,
        member,
        name,
        location,
        project,
      })),
      [
        {
          role: "roles/run.invoker",
          member: account.outputs.member,
          name: fn.outputs.name,
          location: "europe-west1",
          project: "acme-test",
        },
      ],
    );
    assert.equal(account.inputs.project, "acme-test");
    assert.equal(account.inputs.displayName, "Fourfold schedule nightly-cleanup-schedule");
    assert.match(String(account.inputs.accountId), /^[a-z][-a-z0-9]{4,28}[a-z0-9]$/);
  });

  it("waits for an answer 15 seconds at least on Google Cloud", async () => {
    const changes = { functions: { cleanup: { timeout: "5 seconds" } } };
    const { stack } = await deployNightly("gcp", {}, changes);

    assert.equal(stack.find("gcp:cloudscheduler/job:Job").inputs.attemptDeadline, "15s");
  });

  it("has its timer in its code on Azure, in UTC and with what decides which calls are runs", async () => {
    const { stack, nodes } = await deployNightly("azure");

    assert.deepEqual(nodes.schedules.cleanup?.nodes, { azure: {} });
    const code = deliveredToAzure(stack, "index.mjs");
    assert.match(code, /0 30 0,1 \* \* MON-FRI/);
    assert.match(code, /Europe\/Vienna/);
    // Five seconds more than a run may take, which ends itself.
    assert.deepEqual(JSON.parse(deliveredToAzure(stack, "host.json")), {
      version: "2.0",
      functionTimeout: "00:02:05",
    });
  });

  it("is called by a cron trigger on Cloudflare, in UTC, and has in its code what decides which calls are runs", async () => {
    const { stack } = await deployNightly("cloudflare");

    const script = stack.find("cloudflare:index/workersScript:WorkersScript");
    stack.has("cloudflare:index/workersCronTrigger:WorkersCronTrigger", {
      accountId: places.cloudflare?.accountId,
      scriptName: script.outputs.scriptName,
      schedules: [{ cron: "30 0,1 * * MON-FRI" }],
    });
    assert.match(String(script.inputs.content), /Europe\/Vienna/);
  });

  for (const [cloud, type, changes] of [
    ["aws", "aws:scheduler/schedule:Schedule", { state: "DISABLED" }],
    ["gcp", "gcp:cloudscheduler/job:Job", { paused: true }],
    ["cloudflare", "cloudflare:index/workersCronTrigger:WorkersCronTrigger", { schedules: [{ cron: "0 0 1 1 *" }] }],
  ] as const) {
    it(`takes a transform of its timer on ${cloud}`, async () => {
      const { stack } = await deployNightly(cloud, { schedules: { cleanup: { [cloud]: { timer: changes } } } });

      stack.has(type, changes);
    });
  }

  it("takes transforms of everything else that calls it", async () => {
    const description = "changed";
    const aws = {
      deadLetters: { delaySeconds: 7 },
      failureAccess: { name: "own-failure-access" },
      failures: { maximumRetryAttempts: 1 },
      role: { description },
      policy: { name: "own-policy" },
    };
    const gcp = { account: { description }, access: { role: "roles/run.servicesInvoker" } };
    const { stack: onAws } = await deployNightly("aws", { schedules: { cleanup: { aws } } });
    const { stack: onGcp } = await deployNightly("gcp", { schedules: { cleanup: { gcp } } });

    onAws.has("aws:sqs/queue:Queue", aws.deadLetters);
    onAws.has("aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig", aws.failures);
    assert.equal(onAws.find("aws:iam/role:Role", "nightly-cleanup-schedule-role").inputs.description, description);
    for (const name of ["own-failure-access", "own-policy"]) onAws.has("aws:iam/rolePolicy:RolePolicy", { name });
    assert.equal(
      onGcp.find("gcp:serviceaccount/account:Account", "nightly-cleanup-schedule-account").inputs.description,
      description,
    );
    onGcp.has("gcp:cloudrunv2/serviceIamMember:ServiceIamMember", gcp.access);
  });

  it("keeps the queue of failed runs when the stack is to keep what cannot be made again", async () => {
    for (const [protection, isKept] of [
      ["retain", true],
      ["destroy", false],
    ] as const) {
      const { stack } = await deployNightly("aws", {}, { protection });

      assert.equal(stack.find("aws:sqs/queue:Queue").retainOnDelete, isKept);
    }
  });

  it("is refused when its component is given both an interval and an expression", async () => {
    const { error } = await evaluate(() => {
      const on = new Foundation("acme", { cloud: "aws", ...places });
      const args = deploy(nightly, { cloud: "aws", on, protection: "destroy", bind: { flags: { beta: true } } });
      const { cleanup } = args.functions;
      assert.ok(cleanup);
      const schedule = { every: "every hour", cron: "0 2 * * *" };
      new FunctionSet("nightly", { ...args, functions: { cleanup: { ...cleanup, schedule } } });
    });

    assert.match(String(error), /`schedule` must have either `every` or `cron`.*\[ERR_ARGUMENT\]/);
  });
});
