import { apigatewayv2, cloudwatch, lambda } from "@pulumi/aws";
import { type ComponentResource, interpolate, type Output } from "@pulumi/pulumi";
import { kebab } from "../support/naming.ts";
import { formerly, kept } from "../support/options.ts";
import { type Transform, transformed } from "../support/transform.ts";
import type { GatewayParts, GatewayPlan, Route } from "./plan.ts";

export interface AwsHttpApiNodes {
  readonly api?: apigatewayv2.Api;
  readonly accessLogs?: cloudwatch.LogGroup;
  readonly stage?: apigatewayv2.Stage;
  /** The API's way to each function, by function. */
  readonly integrations?: { readonly [target: string]: apigatewayv2.Integration };
}

export interface AwsHttpApiTransform {
  /** The HTTP API. @default unchanged */
  readonly api?: Transform<apigatewayv2.ApiArgs>;
  /** The access log. @default unchanged */
  readonly accessLogs?: Transform<cloudwatch.LogGroupArgs>;
  /** The stage, with throttling and access log. @default unchanged */
  readonly stage?: Transform<apigatewayv2.StageArgs>;
  /** Every integration. @default unchanged */
  readonly integration?: Transform<apigatewayv2.IntegrationArgs>;
}

type Plan = GatewayPlan<AwsHttpApiTransform>;

/** Requests a second, and at once. What bounds the bill: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html */
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

function createStage(self: ComponentResource, plan: Plan, api: apigatewayv2.Api) {
  const { name, on, tags, transform, protection } = plan;
  const logs = { retentionInDays: on("retentionDays").apply(Number), tags };
  const accessLogs = new cloudwatch.LogGroup(
    ...transformed(transform.accessLogs, `${name}-access-logs`, logs, kept(self, protection)),
  );
  const args: apigatewayv2.StageArgs = {
    apiId: api.id,
    name: "$default",
    autoDeploy: true,
    accessLogSettings: { destinationArn: accessLogs.arn, format: accessLogFormat },
    defaultRouteSettings: throttling,
    tags,
  };
  const stage = new apigatewayv2.Stage(...transformed(transform.stage, `${name}-stage`, args, { parent: self }));
  return { accessLogs, stage };
}

/** The API's way to one function, and its leave to call it. */
function createIntegration(self: ComponentResource, { name, transform }: Plan, api: apigatewayv2.Api, route: Route) {
  const childOf = (target: string, suffix: string) => `${name}-${kebab(target)}-${suffix}`;
  const optionsOf = (suffix: string) =>
    formerly(
      self,
      route.was.map((old) => childOf(old, suffix)),
    );
  const args: apigatewayv2.IntegrationArgs = {
    apiId: api.id,
    integrationType: "AWS_PROXY",
    integrationUri: route.function("invokeArn"),
    payloadFormatVersion: "2.0",
  };
  const integration = new apigatewayv2.Integration(
    ...transformed(transform.integration, childOf(route.target, "integration"), args, optionsOf("integration")),
  );
  new lambda.Permission(
    childOf(route.target, "access"),
    {
      function: route.function("name"),
      action: "lambda:InvokeFunction",
      principal: "apigateway.amazonaws.com",
      sourceArn: interpolate`${api.executionArn}/*/*`,
    },
    optionsOf("access"),
  );
  return integration;
}

/** The keys under which an HTTP API finds a path: `/a/*` is `/a` and all below. https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html */
export function routeKeys(path: string): readonly string[] {
  if (path === "/*") return ["$default"];
  if (!path.endsWith("/*")) return [`ANY ${path}`];
  const base = path.slice(0, -"/*".length);
  return [`ANY ${base}`, `ANY ${base}/{proxy+}`];
}

function createRoutes(
  self: ComponentResource,
  { name }: Plan,
  apiId: Output<string>,
  route: Route,
  target: Output<string>,
) {
  for (const routeKey of routeKeys(route.path)) {
    const suffix = routeKey === "$default" ? "default" : routeKey.replace(/^ANY /, "any").replace(/[^a-z0-9]+/gi, "-");
    new apigatewayv2.Route(`${name}-route-${suffix}`, { apiId, routeKey, target }, { parent: self });
  }
}

/** An HTTP API with access log and throttling: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api.html */
export function createHttpApi(self: ComponentResource, plan: Plan): GatewayParts<AwsHttpApiNodes> {
  const { name, routes, tags, transform } = plan;
  const api = new apigatewayv2.Api(
    ...transformed<apigatewayv2.ApiArgs>(
      transform.api,
      `${name}-api`,
      { protocolType: "HTTP", tags },
      { parent: self },
    ),
  );
  const { accessLogs, stage } = createStage(self, plan, api);
  const targets = new Map(routes.map((route) => [route.target, route]));
  const integrations = Object.fromEntries(
    [...targets].map(([target, route]) => [target, createIntegration(self, plan, api, route)]),
  );
  for (const route of routes) {
    const integration = integrations[route.target];
    if (integration !== undefined) createRoutes(self, plan, api.id, route, interpolate`integrations/${integration.id}`);
  }
  // The address answers once the stage is there.
  const url = stage.id.apply(() => api.apiEndpoint);
  return { url, nodes: { api, accessLogs, stage, integrations } };
}
