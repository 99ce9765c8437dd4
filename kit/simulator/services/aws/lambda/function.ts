import { numberAt, recordAt, requiredText, textAt, textsAt } from "../../../contract/read.ts";
import {
  CloudError,
  type Properties,
  type Reference,
  type ResourceDraft,
  type ResourceType,
  type RunningCode,
  type StoredResource,
  type Variables,
  type World,
} from "../../../contract.ts";
import { type FunctionConfiguration, type LambdaHost, quotas } from "../../../hosts/lambda/index.ts";
import type { Environment } from "../../environment.ts";
import { roleWithArn, trusts } from "../iam/index.ts";
import { allTags } from "../rules.ts";
import { contentOf, currentCode, setCode, takeCode } from "./code.ts";
import { functionConstraints, functionLimits, functionProperties, functionSource } from "./function-rules.ts";
import { functionArn, types } from "./functions.ts";
import { createLogSink } from "./logs.ts";
import { dropPublicStatements } from "./url-statements.ts";

const invalid = (message: string): CloudError => new CloudError("InvalidParameterValueException", message);

/** The role must exist and let Lambda assume it. https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html */
const toTrustingRole: Reference = {
  find(arn, _request, world) {
    const role = roleWithArn(world, arn);
    return role !== undefined && trusts(role, "lambda.amazonaws.com") ? role : undefined;
  },
  missing: () => invalid("The role defined for the function cannot be assumed by Lambda."),
};

function requireRunnable({ inputs }: ResourceDraft): void {
  const { handler, runtime } = inputs;
  if (handler !== undefined && runtime !== undefined) return;
  throw invalid("Runtime and Handler are mandatory parameters for functions created with deployment packages.");
}

/** Reserved concurrency must leave some for the account's other functions. */
function requireConcurrency({ inputs, scope }: ResourceDraft, world: World): void {
  const reservedIn = (inputs: Properties): number => Math.max(0, numberAt(inputs, "reservedConcurrentExecutions") ?? 0);
  const wanted = reservedIn(inputs);
  if (wanted === 0) return;
  const others = world.store
    .find(types.function, ({ id, scope: { account } }) => id !== inputs.name && account === scope.account)
    .reduce((sum, other) => sum + reservedIn(other.inputs), 0);
  if (others + wanted <= quotas.concurrency - quotas.unreserved) return;
  throw invalid(
    `Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [${quotas.unreserved}].`,
  );
}

async function outputsOf({ inputs, scope, id, old }: ResourceDraft, world: World): Promise<Properties> {
  const arn = functionArn(id, scope);
  const code = await takeCode(world, arn, inputs, old?.outputs.codeSha256);
  const invokePath = (target: string, version = "2015-03-31", suffix = "invocations"): string =>
    `arn:aws:apigateway:${scope.region}:lambda:path/${version}/functions/${target}/${suffix}`;
  return {
    ...code,
    sourceCodeHash: inputs.sourceCodeHash ?? code.codeSha256,
    arn,
    qualifiedArn: `${arn}:$LATEST`,
    invokeArn: invokePath(arn),
    qualifiedInvokeArn: invokePath(`${arn}:$LATEST`),
    responseStreamingInvokeArn: invokePath(arn, "2021-11-15", "response-streaming-invocations"),
    lastModified: new Date(world.clock.now()).toISOString().replace("Z", "+0000"),
    loggingConfig: { logFormat: "Text", logGroup: `/aws/lambda/${id}`, ...recordAt(inputs, "loggingConfig") },
  };
}

/** @param given - Variables of other services, which a function's own variables override. */
function configurationOf(
  { inputs, outputs, scope, id }: StoredResource,
  world: World,
  given: Variables,
): FunctionConfiguration {
  const logging = recordAt(outputs, "loggingConfig");
  const reserved = numberAt(outputs, "reservedConcurrentExecutions") ?? -1;
  const applicationLogLevel = textAt(logging, "applicationLogLevel");
  const systemLogLevel = textAt(logging, "systemLogLevel");
  const arn = String(outputs.arn);
  return {
    arn,
    name: id,
    region: scope.region,
    handler: String(inputs.handler),
    runtime: String(inputs.runtime),
    memory: numberAt(outputs, "memorySize") ?? 128,
    timeout: numberAt(outputs, "timeout") ?? 3,
    variables: { ...given, ...textsAt(inputs, "environment.variables") },
    role: String(inputs.role),
    logGroup: String(logging.logGroup),
    logFormat: logging.logFormat === "JSON" ? "JSON" : "Text",
    code: contentOf(world, currentCode(world, arn) ?? ""),
    ...(reserved >= 0 ? { reserved } : {}),
    ...(applicationLogLevel === undefined ? {} : { applicationLogLevel }),
    ...(systemLogLevel === undefined ? {} : { systemLogLevel }),
  };
}

/** Lambda's outputs for properties that are not set. https://docs.aws.amazon.com/lambda/latest/api/API_CreateFunction.html */
const functionDefaults: Properties = {
  ...{
    version: "$LATEST",
    architectures: ["x86_64"],
    ephemeralStorage: { size: 512 },
    memorySize: 128,
    timeout: 3,
  },
  ...{
    packageType: "Zip",
    publish: false,
    reservedConcurrentExecutions: -1,
    tracingConfig: { mode: "PassThrough" },
  },
  ...{ signingJobArn: "", signingProfileVersionArn: "" },
};

const functionExample: Properties = {
  name: "worker",
  role: "arn:aws:iam::123456789012:role/worker",
  handler: "index.handler",
  runtime: "nodejs24.x",
};

function runningCode(host: LambdaHost): RunningCode {
  return {
    of: ({ outputs }, world) => currentCode(world, String(outputs.arn)),
    async replace({ outputs }, hash, world) {
      const arn = String(outputs.arn);
      setCode(world, arn, hash);
      await host.replaceCode(arn, contentOf(world, hash));
    },
  };
}

/** Known gap: only `$LATEST` is simulated; versions and aliases are refused. */
export function functionType(host: LambdaHost, environment: Environment): ResourceType {
  return {
    token: types.function,
    source: functionSource,
    naming: { property: "name", max: 64, pattern: /^[a-zA-Z0-9_-]+$/, refused: ["shop.api"], source: functionSource },
    replaceOn: ["name", "packageType"],
    properties: functionProperties,
    constraints: functionConstraints,
    limits: functionLimits,
    example: functionExample,
    refers: { role: toTrustingRole },
    id: ({ inputs }) => String(inputs.name),
    taken: ({ id }) => new CloudError("ResourceConflictException", `Function already exist: ${id}`, 409),
    check(draft, world) {
      requireRunnable(draft);
      requireConcurrency(draft, world);
    },
    defaults: functionDefaults,
    outputs: outputsOf,
    configured: allTags,
    async apply(resource, world) {
      const configuration = configurationOf(resource, world, await environment(resource));
      host.deploy(configuration, createLogSink(world, configuration, resource.scope));
    },
    logGroup: ({ outputs }) => requiredText(outputs, "loggingConfig.logGroup"),
    code: runningCode(host),
    async remove(resource, world) {
      const arn = String(resource.outputs.arn);
      await host.remove(arn);
      setCode(world, arn, undefined);
      dropPublicStatements(world, resource);
    },
  };
}
