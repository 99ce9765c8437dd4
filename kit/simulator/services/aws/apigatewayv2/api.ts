import type { Constraint, ResourceRequest, ResourceType, World } from "../../../contract.ts";
import type { LambdaHost } from "../../../hosts/lambda/index.ts";
import { allTags } from "../configuration.ts";
import { idFor, isTakenIn, objectOf, textsOf } from "../names.ts";
import { between, inert, oneOf, regionLimit, runsOnly, simulated, tagRules, text } from "../rules.ts";
import { endpointKey, executionArn, managementArn, types } from "./apis.ts";
import { ApiFront } from "./front.ts";
import type { Throttle } from "./throttle.ts";

const source = "https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis.html";
const corsSource = "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-cors.html";

const corsRules: readonly Constraint[] = [
  between("corsConfiguration.maxAge", -1, 86_400, corsSource),
  {
    property: "corsConfiguration.allowCredentials",
    rule: "must not be true when allowOrigins has *",
    source: corsSource,
    accepts: (value, inputs) =>
      value !== true || !textsOf(objectOf(inputs.corsConfiguration).allowOrigins).includes("*"),
    refused: { corsConfiguration: { allowCredentials: true, allowOrigins: ["*"] } },
  },
  {
    property: "corsConfiguration.allowOrigins",
    rule: "must be *, or origins that start with http:// or https://",
    source: corsSource,
    accepts: (value) => textsOf(value).every((origin) => origin === "*" || /^https?:\/\/\S+$/.test(origin)),
    refused: { corsConfiguration: { allowOrigins: ["shop.example"] } },
  },
];

/** Left out, and so refused: OpenAPI bodies, quick create (`target`, `routeKey`), and what only WebSocket APIs have. */
const properties: ResourceType["properties"] = {
  ...simulated("description", "disableExecuteApiEndpoint", "name", "protocolType", "region", "tags", "version"),
  ...simulated(
    ...["allowCredentials", "allowHeaders", "allowMethods", "allowOrigins", "exposeHeaders", "maxAge"].map(
      (name) => `corsConfiguration.${name}`,
    ),
  ),
  ...inert("everything listens on 127.0.0.1", "ipAddressType"),
};

const constraints: readonly Constraint[] = [
  oneOf("protocolType", ["HTTP", "WEBSOCKET"], source, "REST"),
  oneOf("ipAddressType", ["ipv4", "dualstack"], source),
  text({ property: "description", rule: "must have at most 1,024 characters", max: 1_024, source }, "x".repeat(1_025)),
  text(
    { property: "version", rule: "must have from 1 to 64 characters", pattern: /./, max: 64, source },
    "1".repeat(65),
  ),
  ...corsRules,
  tagRules,
];

async function outputsOf(request: ResourceRequest, world: World, id: string) {
  const { inputs, scope } = request;
  return {
    arn: managementArn(`/apis/${id}`, scope),
    executionArn: executionArn(id, scope),
    apiEndpoint: await world.endpoints.reserve(endpointKey(id)),
    apiKeySelectionExpression: "$request.header.x-api-key",
    routeSelectionExpression: "$request.method $request.path",
    disableExecuteApiEndpoint: inputs.disableExecuteApiEndpoint ?? false,
    ipAddressType: inputs.ipAddressType ?? "ipv4",
    region: scope.region,
  };
}

/** An HTTP API. */
export function apiType(host: LambdaHost, throttle: Throttle): ResourceType {
  return {
    token: types.api,
    source,
    naming: { property: "name", max: 128, pattern: /./, refused: [], source },
    replaceOn: ["protocolType"],
    properties,
    constraints,
    configured: allTags,
    limits: [runsOnly("protocolType", ["HTTP"], "WEBSOCKET"), regionLimit],
    example: { name: "shop", protocolType: "HTTP" },
    async create(request, world) {
      const id = idFor(request, 10, isTakenIn(world, types.api));
      return { id, outputs: await outputsOf(request, world, id) };
    },
    update: (request, old, world) => outputsOf(request, world, old.id),
    async apply(resource, world) {
      const key = endpointKey(resource.id);
      const name = `${resource.id}.execute-api.${resource.scope.region}.amazonaws.com`;
      const front = new ApiFront(resource, world, host, throttle);
      await world.endpoints.close(key);
      await world.endpoints.open({ cloud: "aws", key, host: name }, front.handle);
    },
    async remove(resource, world) {
      await world.endpoints.close(endpointKey(resource.id));
    },
  };
}
