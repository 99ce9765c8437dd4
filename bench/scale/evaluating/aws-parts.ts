import { apigatewayv2, cloudwatch, iam, lambda } from "@pulumi/aws";
import { asset, type Input, interpolate, jsonStringify } from "@pulumi/pulumi";

const trust = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
});

const format = JSON.stringify({
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

/** What a function has in addition to what all of them have. */
export interface FunctionExtras {
  readonly timeout: number;
  /** @default {} */
  readonly variables?: Readonly<Record<string, Input<string>>>;
  /** What it may do besides writing its log. @default [] */
  readonly statements?: readonly object[];
}

function createPolicy(
  name: string,
  { role, logs }: { readonly role: iam.Role; readonly logs: cloudwatch.LogGroup },
  statements: readonly object[],
): iam.RolePolicy {
  const Action = ["logs:CreateLogStream", "logs:PutLogEvents"];
  return new iam.RolePolicy(`${name}-policy`, {
    role: role.name,
    policy: jsonStringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action, Resource: interpolate`${logs.arn}:*` }, ...statements],
    }),
  });
}

/** A function with its role and permissions. */
export function createFunction(set: string, key: string, extras: FunctionExtras): lambda.Function {
  const { timeout, variables = {}, statements = [] } = extras;
  const name = `${set}-${key}`;
  const tags = { "fourfold-set": set, "fourfold-function": key };
  const logs = new cloudwatch.LogGroup(`${name}-logs`, { retentionInDays: 30, tags });
  const role = new iam.Role(`${name}-role`, { assumeRolePolicy: trust, tags });
  const policy = createPolicy(name, { role, logs }, statements);
  const code = { "index.mjs": new asset.FileAsset(`.fourfold/build/${set}/${key}/aws/code/index.mjs`) };
  return new lambda.Function(
    `${name}-function`,
    {
      runtime: "nodejs24.x",
      architectures: ["arm64"],
      handler: "index.handler",
      code: new asset.AssetArchive(code),
      role: role.arn,
      timeout,
      environment: { variables },
      loggingConfig: { logFormat: "JSON", logGroup: logs.name },
      tags,
      memorySize: 256,
    },
    { dependsOn: [policy] },
  );
}

/** An HTTP API without routes. */
export function createApi(name: string): apigatewayv2.Api {
  const tags = { "fourfold-set": name };
  const api = new apigatewayv2.Api(`${name}-gateway-api`, { protocolType: "HTTP", tags });
  const namePrefix = `/aws/vendedlogs/apis/${name}-gateway-`;
  const logs = new cloudwatch.LogGroup(
    `${name}-gateway-access-logs`,
    { namePrefix, retentionInDays: 30, tags },
    { ignoreChanges: ["name", "namePrefix"] },
  );
  new apigatewayv2.Stage(`${name}-gateway-stage`, {
    apiId: api.id,
    name: "$default",
    autoDeploy: true,
    accessLogSettings: { destinationArn: logs.arn, format },
    defaultRouteSettings: { throttlingRateLimit: 100, throttlingBurstLimit: 200 },
    tags,
  });
  return api;
}

/** Routes all paths below a function's path to it. */
export function createRoutes(set: string, key: string, api: apigatewayv2.Api, target: lambda.Function): void {
  const integration = new apigatewayv2.Integration(`${set}-gateway-${key}-integration`, {
    apiId: api.id,
    integrationType: "AWS_PROXY",
    integrationUri: target.invokeArn,
    payloadFormatVersion: "2.0",
  });
  new lambda.Permission(`${set}-gateway-${key}-access`, {
    function: target.name,
    action: "lambda:InvokeFunction",
    principal: "apigateway.amazonaws.com",
    sourceArn: interpolate`${api.executionArn}/*/*`,
  });
  const routeKeys = { [`any-${key}`]: `ANY /${key}`, [`any-${key}-proxy-`]: `ANY /${key}/{proxy+}` };
  for (const [name, routeKey] of Object.entries(routeKeys)) {
    const route = { apiId: api.id, routeKey, target: interpolate`integrations/${integration.id}` };
    new apigatewayv2.Route(`${set}-gateway-route-${name}`, route);
  }
}
