import { LogGroup, type LogGroupArgs } from "@pulumi/aws/cloudwatch/logGroup.js";
import { Role, type RoleArgs } from "@pulumi/aws/iam/role.js";
import { RolePolicy, type RolePolicyArgs } from "@pulumi/aws/iam/rolePolicy.js";
import { type FunctionArgs, Function as LambdaFunction } from "@pulumi/aws/lambda/function.js";
import { all, type ComponentResource, output } from "@pulumi/pulumi";
import { archiveOf } from "../support/artifact.ts";
import { kept } from "../support/options.ts";
import { type Transform, transformed } from "../support/transform.ts";
import type { FunctionBuilder, FunctionPlan } from "./plan.ts";

export interface AwsFunctionNodes {
  readonly logs: LogGroup;
  readonly role: Role;
  readonly policy: RolePolicy;
  readonly function: LambdaFunction;
}

export interface AwsFunctionTransform {
  /** The log group. @default unchanged */
  readonly logs?: Transform<LogGroupArgs>;
  /** The role that the function runs as. @default unchanged */
  readonly role?: Transform<RoleArgs>;
  /** What the role may do. @default unchanged */
  readonly policy?: Transform<RolePolicyArgs>;
  /** The Lambda function. @default unchanged */
  readonly function?: Transform<FunctionArgs>;
}

type Plan = FunctionPlan<AwsFunctionTransform>;

/** The newest runtime in long-term support: https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html */
const runtime = "nodejs24.x";

function createLogs(self: ComponentResource, { name, on, tags, protection, transform }: Plan): LogGroup {
  const retentionInDays = on("retentionDays").apply(Number);
  const options = kept(self, protection);
  return new LogGroup(...transformed(transform.logs, `${name}-logs`, { retentionInDays, tags }, options));
}

/** Who may assume the role: https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html */
const trust = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
};

function createRole(self: ComponentResource, { name, on, tags, transform }: Plan): Role {
  const permissionsBoundary = on("permissionsBoundary").apply((arn) => (arn === "" ? undefined : arn));
  const args: RoleArgs = { assumeRolePolicy: JSON.stringify(trust), permissionsBoundary, tags };
  return new Role(...transformed(transform.role, `${name}-role`, args, { parent: self }));
}

/** Its own log group, and what its links ask for. */
function createPolicy(
  self: ComponentResource,
  { name, links, transform }: Plan,
  role: Role,
  logs: LogGroup,
): RolePolicy {
  const statements = links.flatMap((link) => link.statements ?? []);
  const parts = statements.map(({ resource, condition }) => output({ Resource: resource, Condition: condition }));
  const policy = all([logs.arn, all(parts)]).apply(([arn, resolved]) => {
    const linked = statements.map(({ actions }, at) => ({ Effect: "Allow", Action: actions, ...resolved[at] }));
    return JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        { Effect: "Allow", Action: ["logs:CreateLogStream", "logs:PutLogEvents"], Resource: `${arn}:*` },
        // Of a table without counters there is nothing that may be counted.
        ...linked.filter(({ Resource = "" }) => Resource.length > 0),
      ],
    });
  });
  const args: RolePolicyArgs = { role: role.name, policy };
  return new RolePolicy(...transformed(transform.policy, `${name}-policy`, args, { parent: self }));
}

function createFunction(
  self: ComponentResource,
  { name, settled, artifact, environment, tags, transform }: Plan,
  { role, policy, logs }: Omit<AwsFunctionNodes, "function">,
): LambdaFunction {
  const args: FunctionArgs = {
    runtime,
    architectures: ["arm64"],
    handler: "index.handler",
    code: artifact.apply(archiveOf),
    role: role.arn,
    timeout: settled.timeout,
    environment: { variables: environment },
    loggingConfig: { logFormat: "JSON", logGroup: logs.name },
    tags,
    ...(settled.memory === undefined ? {} : { memorySize: settled.memory }),
  };
  // Without the policy the first requests would leave no logs.
  const options = { parent: self, dependsOn: [policy] };
  return new LambdaFunction(...transformed(transform.function, `${name}-function`, args, options));
}

/** A Lambda function that may write to its own log group: https://docs.aws.amazon.com/lambda/latest/dg/welcome.html */
export const build: FunctionBuilder<AwsFunctionNodes, AwsFunctionTransform> = (self, plan) => {
  const logs = createLogs(self, plan);
  const role = createRole(self, plan);
  const policy = createPolicy(self, plan, role, logs);
  const nodes = { logs, role, policy, function: createFunction(self, plan, { role, policy, logs }) };
  return {
    id: nodes.function.arn,
    attributes: {
      name: nodes.function.name,
      arn: nodes.function.arn,
      invokeArn: nodes.function.invokeArn,
      identity: role.arn,
      logs: logs.name,
    },
    nodes,
  };
};
