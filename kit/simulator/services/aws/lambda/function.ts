import {
  CloudError,
  type Properties,
  type ResourceRequest,
  type ResourceType,
  type StoredResource,
  type World,
} from "../../../contract.ts";
import { type FunctionConfiguration, type LambdaHost, quotas } from "../../../hosts/lambda/index.ts";
import { allTags } from "../configuration.ts";
import { roleWithArn, trusts } from "../iam/index.ts";
import { numberOf, objectOf, requireFree, textOf } from "../names.ts";
import { currentCode, setCode, takeCode } from "./code.ts";
import { functionConstraints, functionLimits, functionProperties, functionSource } from "./function-rules.ts";
import { functionArn, types } from "./functions.ts";
import { createLogSink } from "./logs.ts";
import { dropPublicStatements } from "./url-statements.ts";

/** The role must exist and let Lambda take it. https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html */
function requireTrustingRole({ inputs }: ResourceRequest, world: World): void {
  const role = roleWithArn(world, String(inputs.role));
  if (role !== undefined && trusts(role, "lambda.amazonaws.com")) return;
  throw new CloudError(
    "InvalidParameterValueException",
    "The role defined for the function cannot be assumed by Lambda.",
  );
}

function requireRunnable({ inputs }: ResourceRequest): void {
  const { handler, runtime } = inputs;
  if (handler !== undefined && runtime !== undefined) return;
  const message = "Runtime and Handler are mandatory parameters for functions created with deployment packages.";
  throw new CloudError("InvalidParameterValueException", message);
}

/** Reservations must leave some concurrency to the account's other functions. */
function requireConcurrency({ inputs, scope }: ResourceRequest, world: World): void {
  const wanted = numberOf(inputs.reservedConcurrentExecutions) ?? -1;
  if (wanted <= 0) return;
  const others = world.store
    .find(types.function, ({ id, scope: { account } }) => id !== inputs.name && account === scope.account)
    .reduce((sum, { inputs: other }) => sum + Math.max(0, numberOf(other.reservedConcurrentExecutions) ?? 0), 0);
  if (others + wanted <= quotas.concurrency - quotas.unreserved) return;
  const message = `Specified ReservedConcurrentExecutions for function decreases account's UnreservedConcurrentExecution below its minimum value of [${quotas.unreserved}].`;
  throw new CloudError("InvalidParameterValueException", message);
}

async function outputsOf(request: ResourceRequest, world: World, old?: Properties): Promise<Properties> {
  requireRunnable(request);
  requireTrustingRole(request, world);
  requireConcurrency(request, world);
  const { inputs, scope } = request;
  const name = String(inputs.name);
  const arn = functionArn(name, scope);
  const code = await takeCode(world, arn, inputs, old?.codeSha256);
  const invokePath = (target: string, version = "2015-03-31", suffix = "invocations"): string =>
    `arn:aws:apigateway:${scope.region}:lambda:path/${version}/functions/${target}/${suffix}`;
  const logging = { logFormat: "Text", logGroup: `/aws/lambda/${name}`, ...objectOf(inputs.loggingConfig) };
  return {
    ...code,
    sourceCodeHash: inputs.sourceCodeHash ?? code.codeSha256,
    arn,
    qualifiedArn: `${arn}:$LATEST`,
    invokeArn: invokePath(arn),
    qualifiedInvokeArn: invokePath(`${arn}:$LATEST`),
    responseStreamingInvokeArn: invokePath(arn, "2021-11-15", "response-streaming-invocations"),
    version: "$LATEST",
    lastModified: new Date(world.clock.now()).toISOString().replace("Z", "+0000"),
    architectures: inputs.architectures ?? ["x86_64"],
    ephemeralStorage: inputs.ephemeralStorage ?? { size: 512 },
    loggingConfig: logging,
    memorySize: inputs.memorySize ?? 128,
    timeout: inputs.timeout ?? 3,
    packageType: "Zip",
    publish: false,
    reservedConcurrentExecutions: inputs.reservedConcurrentExecutions ?? -1,
    tracingConfig: inputs.tracingConfig ?? { mode: "PassThrough" },
    region: scope.region,
    signingJobArn: "",
    signingProfileVersionArn: "",
  };
}

function configurationOf({ inputs, outputs, scope, id }: StoredResource, world: World): FunctionConfiguration {
  const logging = objectOf(outputs.loggingConfig);
  const environment = objectOf(objectOf(inputs.environment).variables);
  const reserved = numberOf(outputs.reservedConcurrentExecutions) ?? -1;
  const applicationLogLevel = textOf(logging.applicationLogLevel);
  const systemLogLevel = textOf(logging.systemLogLevel);
  const arn = String(outputs.arn);
  return {
    arn,
    name: id,
    region: scope.region,
    handler: String(inputs.handler),
    runtime: String(inputs.runtime),
    memory: numberOf(outputs.memorySize) ?? 128,
    timeout: numberOf(outputs.timeout) ?? 3,
    variables: Object.fromEntries(Object.entries(environment).map(([key, value]) => [key, String(value)])),
    role: String(inputs.role),
    logGroup: String(logging.logGroup),
    logFormat: logging.logFormat === "JSON" ? "JSON" : "Text",
    files: world.code.files(currentCode(world, arn) ?? ""),
    ...(reserved >= 0 ? { reserved } : {}),
    ...(applicationLogLevel === undefined ? {} : { applicationLogLevel }),
    ...(systemLogLevel === undefined ? {} : { systemLogLevel }),
  };
}

/** Known gap: there is only `$LATEST`; versions and aliases are refused. */
export function functionType(host: LambdaHost): ResourceType {
  return {
    token: types.function,
    source: functionSource,
    naming: { property: "name", max: 64, pattern: /^[a-zA-Z0-9_-]+$/, refused: ["shop.api"], source: functionSource },
    replaceOn: ["name", "packageType"],
    properties: functionProperties,
    constraints: functionConstraints,
    limits: functionLimits,
    configured: allTags,
    example: {
      name: "worker",
      role: "arn:aws:iam::123456789012:role/worker",
      handler: "index.handler",
      runtime: "nodejs24.x",
    },
    async create(request, world) {
      const name = String(request.inputs.name);
      const refusal = new CloudError("ResourceConflictException", `Function already exist: ${name}`, 409);
      requireFree(world, types.function, name, request.scope, refusal);
      return { id: name, outputs: await outputsOf(request, world) };
    },
    update: (request, old, world) => outputsOf(request, world, old.outputs),
    apply(resource, world) {
      const configuration = configurationOf(resource, world);
      host.deploy(configuration, createLogSink(world, configuration, resource.scope));
    },
    async remove(resource, world) {
      const arn = String(resource.outputs.arn);
      await host.remove(arn);
      setCode(world, arn, undefined);
      dropPublicStatements(world, resource);
    },
  };
}
