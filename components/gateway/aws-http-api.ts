import { Api, type ApiArgs } from "@pulumi/aws/apigatewayv2/api.js";
import { Integration, type IntegrationArgs } from "@pulumi/aws/apigatewayv2/integration.js";
import { Route } from "@pulumi/aws/apigatewayv2/route.js";
import { Stage, type StageArgs } from "@pulumi/aws/apigatewayv2/stage.js";
import { LogGroup, type LogGroupArgs } from "@pulumi/aws/cloudwatch/logGroup.js";
import { Permission } from "@pulumi/aws/lambda/permission.js";
import { type ComponentResource, interpolate, type Output } from "@pulumi/pulumi";
import type { Pattern } from "fourfold";
import { kebab } from "../support/naming.ts";
import { formerly, kept } from "../support/options.ts";
import { type Transform, transformed } from "../support/transform.ts";
import type { GatewayParts, GatewayPlan, Target } from "./plan.ts";
import { nameOfPath, withAliases } from "./route-names.ts";

export interface AwsHttpApiNodes {
  readonly api?: Api;
  readonly accessLogs?: LogGroup;
  readonly stage?: Stage;
  /** The API's way to each function, by function. */
  readonly integrations?: { readonly [target: string]: Integration };
}

export interface AwsHttpApiTransform {
  /** The HTTP API. @default unchanged */
  readonly api?: Transform<ApiArgs>;
  /** The access log. @default unchanged */
  readonly accessLogs?: Transform<LogGroupArgs>;
  /** The stage, with throttling and access log. @default unchanged */
  readonly stage?: Transform<StageArgs>;
  /** Every integration. @default unchanged */
  readonly integration?: Transform<IntegrationArgs>;
}

type Plan = GatewayPlan<AwsHttpApiTransform>;

/**
 * Requests per second and at the same time, which limits the bill:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html
 */
const throttling = { throttlingRateLimit: 100, throttlingBurstLimit: 200 };

/** One line of JSON a request: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html */
const accessLogFormat = JSON.stringify({
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

/**
 * A prefix to which services may deliver logs without an entry for each group in a policy that all groups of the account share,
 * and that is limited to 5,120 characters:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-V2-CloudWatchLogs.html
 */
const logsPrefix = "/aws/vendedlogs/apis/";

/** An existing group keeps its name: with another one it would be a new group, without the logs. */
function createAccessLogs(self: ComponentResource, plan: Plan): LogGroup {
  const { name, on, tags, transform, protection } = plan;
  const retentionInDays = on("retentionDays").apply(Number);
  const logs = { namePrefix: `${logsPrefix}${name}-`, retentionInDays, tags };
  const keeping = { ...kept(self, protection), ignoreChanges: ["name", "namePrefix"] };
  const [child, { namePrefix, ...args }, options] = transformed<LogGroupArgs>(
    transform.accessLogs,
    `${name}-access-logs`,
    logs,
    keeping,
  );
  // A name that a transform sets replaces the prefix: AWS accepts only one of them.
  const named = args.name === undefined && namePrefix !== undefined ? { namePrefix } : {};
  return new LogGroup(child, { ...args, ...named }, options);
}

function createStage(self: ComponentResource, plan: Plan, api: Api) {
  const { name, tags, transform } = plan;
  const accessLogs = createAccessLogs(self, plan);
  const args: StageArgs = {
    apiId: api.id,
    name: "$default",
    autoDeploy: true,
    accessLogSettings: { destinationArn: accessLogs.arn, format: accessLogFormat },
    defaultRouteSettings: throttling,
    tags,
  };
  const stage = new Stage(...transformed(transform.stage, `${name}-stage`, args, { parent: self }));
  return { accessLogs, stage };
}

/** The API's integration of one function, and its permission to call it. */
function createIntegration(self: ComponentResource, { name, transform }: Plan, api: Api, target: Target) {
  const childOf = (own: string, suffix: string) => `${name}-${kebab(own)}-${suffix}`;
  const optionsOf = (suffix: string) =>
    formerly(
      self,
      target.was.map((old) => childOf(old, suffix)),
    );
  const args: IntegrationArgs = {
    apiId: api.id,
    integrationType: "AWS_PROXY",
    integrationUri: target.function("invokeArn"),
    payloadFormatVersion: "2.0",
  };
  const integration = new Integration(
    ...transformed(transform.integration, childOf(target.name, "integration"), args, optionsOf("integration")),
  );
  new Permission(
    childOf(target.name, "access"),
    {
      function: target.function("name"),
      action: "lambda:InvokeFunction",
      principal: "apigateway.amazonaws.com",
      sourceArn: interpolate`${api.executionArn}/*/*`,
    },
    optionsOf("access"),
  );
  return integration;
}

/**
 * The route key of a pattern in an HTTP API. Its own order is that of the grammar: one path before all below one, text before a
 * variable.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html#http-api-develop-routes.evaluation A
 * variable at the end that takes the rest also takes an empty one, so that `/x/{proxy+}` has `/x/`:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-private-integration.html
 */
export function routeKey({ segments, below }: Pattern): string {
  if (below && segments.length === 0) return "$default";
  const parts = segments.map((segment) => (segment.startsWith(":") ? `{${segment.slice(1)}}` : segment));
  return `ANY /${[...parts, ...(below ? ["{proxy+}"] : [])].join("/")}`;
}

/** The name of a route's child, and the one that it had before: `/a/b` and `/a-b` then had the same name. */
function namesOf(gateway: string, pattern: Pattern): { readonly name: string; readonly former: string } {
  const key = routeKey(pattern);
  const own = key === "$default" ? "-default" : `-any${nameOfPath(pattern.segments)}${pattern.below ? "-proxy-" : ""}`;
  const isNew = key === "$default" || pattern.segments.some((segment) => segment.startsWith(":"));
  const former = isNew ? own : `-${key.replace(/^ANY /, "any").replace(/[^a-z0-9]+/gi, "-")}`;
  return { name: `${gateway}-route${own}`, former: `${gateway}-route${former}` };
}

function createRoutes(
  self: ComponentResource,
  { name, routes }: Plan,
  apiId: Output<string>,
  integrations: { readonly [target: string]: Integration },
) {
  const children = withAliases(routes.map((pattern) => ({ ...namesOf(name, pattern), pattern })));
  for (const { name: child, aliases, pattern } of children) {
    const integration = integrations[pattern.target];
    if (integration === undefined) continue;
    const args = { apiId, routeKey: routeKey(pattern), target: interpolate`integrations/${integration.id}` };
    new Route(child, args, formerly(self, aliases));
  }
}

/** An HTTP API with access log and throttling: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api.html */
export function createHttpApi(self: ComponentResource, plan: Plan): GatewayParts<AwsHttpApiNodes> {
  const { name, tags, transform } = plan;
  const api = new Api(
    ...transformed<ApiArgs>(transform.api, `${name}-api`, { protocolType: "HTTP", tags }, { parent: self }),
  );
  const { accessLogs, stage } = createStage(self, plan, api);
  const integrations = Object.fromEntries(
    plan.targets.map((target) => [target.name, createIntegration(self, plan, api, target)]),
  );
  createRoutes(self, plan, api.id, integrations);
  // The address answers once the stage exists.
  const url = stage.id.apply(() => api.apiEndpoint);
  return { urlOf: () => url, nodes: { api, accessLogs, stage, integrations } };
}
