import type { Deployment } from "../deployment.ts";
import { describeLifecycles, type Given, type Needs } from "../lifecycle/lifecycle.ts";
import { dataNeeds } from "./lifecycle-data.ts";
import { codeOf, deployFunction, deployRole, tokens, trustOf } from "./shop.ts";
import { deployQueue } from "./sqs/client.ts";

const hello = "async () => ({ statusCode: 200, body: 'hello' })";
const region = "the provider's own is the only one that is accepted";
const arn = (service: string, resource: string) => `arn:aws:${service}:us-east-1:123456789012:${resource}`;
const policy = (action: string) =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: action, Resource: "*" }] });

const withRoles = async (aws: Deployment): Promise<undefined> => {
  await deployRole(aws);
  await aws.create(tokens.role, "changed", { name: "worker2", assumeRolePolicy: trustOf("lambda.amazonaws.com") });
};

/** A function `worker`, and one under the name that a change gives. */
const withFunctions = async (aws: Deployment): Promise<undefined> => {
  const { inputs } = await deployFunction(aws, hello);
  await aws.create(tokens.function, "changed", { ...inputs, name: "worker2" });
};

/** A function `worker` that may send to a queue. */
const withSender = async (aws: Deployment) => {
  const dead = await aws.create(tokens.queue, "dead", { name: "dead" });
  const fn = await deployFunction(aws, hello);
  await aws.create(tokens.rolePolicy, "own", { name: "own", role: "worker", policy: policy("sqs:SendMessage") });
  return { fn, dead };
};

/** A policy of a resource. */
const policyFor = (Principal: unknown, Action: string) =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal, Action, Resource: "*" }] });

/** A queue, and another one that settings can move to. */
const withQueues = async (aws: Deployment): Promise<Given> => {
  const [one, two] = [await deployQueue(aws, "one"), await deployQueue(aws, "two")];
  return { inputs: { queueUrl: one.id }, values: { queueUrl: two.id } };
};

/** An API, and another one that things can move to. */
const withApis = async (aws: Deployment): Promise<Given> => {
  const deployApi = (name: string) => aws.create(tokens.api, name, { name, protocolType: "HTTP" });
  const [{ id: apiId }, { id: other }] = [await deployApi("one"), await deployApi("two")];
  return { inputs: { apiId }, values: { apiId: other } };
};

const needs: Readonly<Record<string, Needs>> = {
  [tokens.role]: {
    ground: async (aws): Promise<undefined> => {
      await aws.create(tokens.policy, "own", { name: "own", policy: policy("s3:*") });
    },
    values: {
      assumeRolePolicy: trustOf("apigateway.amazonaws.com"),
      inlinePolicies: [{ name: "own", policy: policy("s3:GetObject") }],
      managedPolicyArns: ["arn:aws:iam::123456789012:policy/own"],
      maxSessionDuration: 7_200,
      path: "/shop/",
      permissionsBoundary: "arn:aws:iam::123456789012:policy/own",
    },
  },
  [tokens.rolePolicy]: { ground: withRoles, values: { policy: policy("s3:*") } },
  [tokens.attachment]: {
    ground: withRoles,
    values: { policyArn: "arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess" },
  },
  [tokens.policy]: { values: { path: "/shop/", policy: policy("s3:*") } },
  [tokens.logGroup]: {
    values: { kmsKeyId: arn("kms", "key/0b1f6471-1bf0-4dda-aec3-cb9272f09590"), logGroupClass: "INFREQUENT_ACCESS" },
    fixed: { region, namePrefix: "the example has a name; the tests of properties try a prefix" },
  },
  [tokens.function]: {
    ground: async (aws) => {
      await withRoles(aws);
      return { inputs: { code: codeOf(hello) } };
    },
    values: {
      architectures: ["arm64"],
      code: codeOf("async () => 'changed'"),
      loggingConfig: { logFormat: "JSON", logGroup: "/shop", applicationLogLevel: "WARN", systemLogLevel: "WARN" },
      role: "arn:aws:iam::123456789012:role/worker2",
      runtime: "nodejs22.x",
      "tracingConfig.mode": "Active",
    },
    fixed: {
      codeSha256: "it is the code's own, whatever is given",
      packageType: "Zip is the only one that is simulated",
      region,
    },
  },
  [tokens.permission]: {
    ground: withFunctions,
    values: {
      action: "lambda:GetFunction",
      principalOrgId: "o-a1b2c3d4e5",
      sourceAccount: "123456789012",
      sourceArn: arn("execute-api", "a1b2c3d4e5/*"),
    },
    fixed: { functionUrlAuthType: "it comes with another action", region },
  },
  [tokens.eventInvokeConfig]: {
    ground: async (aws) => {
      const { fn, dead } = await withSender(aws);
      await aws.create(tokens.function, "changed", { ...fn.inputs, name: "worker2" });
      const destination = dead.outputs.arn;
      return {
        values: {
          "destinationConfig.onFailure.destination": destination,
          "destinationConfig.onSuccess.destination": destination,
        },
      };
    },
    fixed: { region },
  },
  [tokens.eventSourceMapping]: {
    ground: async (aws): Promise<undefined> => {
      await withFunctions(aws);
      await aws.create(tokens.rolePolicy, "own", { name: "own", role: "worker", policy: policy("sqs:*") });
      for (const name of ["orders", "others"]) await deployQueue(aws, name);
    },
    values: {
      eventSourceArn: arn("sqs", "others"),
      functionName: "worker2",
      functionResponseTypes: ["ReportBatchItemFailures"],
    },
    fixed: { region },
  },
  [tokens.queue]: {
    ground: async (aws) => {
      const { outputs } = await aws.create(tokens.queue, "dead", { name: "dead" });
      const redrivePolicy = JSON.stringify({ deadLetterTargetArn: outputs.arn, maxReceiveCount: 3 });
      return { values: { redrivePolicy } };
    },
    values: {
      kmsMasterKeyId: "alias/aws/sqs",
      policy: policyFor("*", "sqs:*"),
    },
    fixed: { region, namePrefix: "the example has a name; the tests of messages try a prefix" },
  },
  [tokens.queuePolicy]: {
    ground: withQueues,
    values: { policy: policyFor("*", "sqs:*") },
    fixed: { region },
  },
  [tokens.redriveAllowPolicy]: {
    ground: withQueues,
    values: { redriveAllowPolicy: JSON.stringify({ redrivePermission: "allowAll" }) },
    fixed: { region },
  },
  [tokens.topic]: {
    values: { kmsMasterKeyId: "alias/aws/sns", policy: policyFor("*", "sns:Publish") },
    fixed: { region, namePrefix: "the example has a name; the tests of topics try a prefix" },
  },
  [tokens.subscription]: {
    ground: async (aws): Promise<undefined> => {
      for (const name of ["events", "others"]) await aws.create(tokens.topic, name, { name });
    },
    values: {
      endpoint: arn("sqs", "others"),
      filterPolicy: JSON.stringify({ kind: ["order"] }),
      redrivePolicy: JSON.stringify({ deadLetterTargetArn: arn("sqs", "dead") }),
      topic: arn("sns", "others"),
    },
    fixed: {
      filterPolicyScope: "MessageAttributes is the only one that is simulated",
      protocol: "sqs is the only one that is simulated",
      region,
    },
  },
  [tokens.schedule]: {
    ground: async (aws): Promise<undefined> => {
      for (const name of ["scheduler", "scheduler2"]) {
        await aws.create(tokens.role, name, { name, assumeRolePolicy: trustOf("scheduler.amazonaws.com") });
      }
    },
    values: {
      scheduleExpression: "rate(5 minutes)",
      scheduleExpressionTimezone: "Europe/Berlin",
      startDate: "2030-01-01T01:00:00Z",
      endDate: "2030-01-01T01:00:00Z",
      state: "DISABLED",
      "target.arn": arn("lambda", "function:worker2"),
      "target.deadLetterConfig.arn": arn("sqs", "dead"),
      "target.input": "{}",
      "target.roleArn": "arn:aws:iam::123456789012:role/scheduler2",
    },
    fixed: {
      "flexibleTimeWindow.mode": "OFF is the only one that is simulated",
      groupName: "default is the only one that is simulated",
      namePrefix: "the example has a name; the tests of schedules try a prefix",
      region,
    },
  },
  [tokens.functionUrl]: {
    ground: withFunctions,
    values: { authorizationType: "AWS_IAM", "cors.allowMethods": ["GET"], invokeMode: "RESPONSE_STREAM" },
    fixed: { region },
  },
  [tokens.api]: {
    values: { ipAddressType: "dualstack" },
    fixed: { protocolType: "there are HTTP APIs only", region },
  },
  [tokens.integration]: {
    ground: withApis,
    values: {
      integrationUri: arn("lambda", "function:worker2"),
      passthroughBehavior: "NEVER",
      payloadFormatVersion: "2.0",
    },
    fixed: {
      connectionType: "INTERNET is the only one that is simulated",
      integrationMethod: "POST is the only one for functions",
      integrationType: "AWS_PROXY is the only one that is simulated",
      region,
    },
  },
  [tokens.route]: {
    ground: async (aws) => {
      const { inputs, values } = await withApis(aws);
      const type = { integrationType: "AWS_PROXY", integrationUri: arn("lambda", "function:worker") };
      const { id } = await aws.create(tokens.integration, "one", { ...inputs, ...type });
      return { inputs, values: { ...values, target: `integrations/${id}` } };
    },
    values: { routeKey: "GET /shop" },
    fixed: { authorizationType: "NONE is the only one that is simulated", region },
  },
  [tokens.stage]: {
    ground: async (aws) => {
      await aws.create(tokens.logGroup, "logs", { name: "/shop" });
      return withApis(aws);
    },
    values: {
      accessLogSettings: { destinationArn: arn("logs", "log-group:/shop"), format: "$context.requestId" },
      routeSettings: [{ routeKey: "GET /shop", throttlingRateLimit: 1, throttlingBurstLimit: 1 }],
    },
    fixed: { region },
  },
  ...dataNeeds,
};

describeLifecycles("aws", { configuration: { region: "us-east-1" }, live: true }, needs);
