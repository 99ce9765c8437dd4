import { listAt } from "../../../contract/read.ts";
import type { Constraint, ResourceType } from "../../../contract.ts";
import type { LambdaHost } from "../../../hosts/lambda/index.ts";
import { atMost, between, inert, matches, oneOf, runsOnly, simulated } from "../../rules.ts";
import { idFor, isTakenIn } from "../names.ts";
import { allTags, regionLimit, tagRules } from "../rules.ts";
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
    accepts: (value, inputs) => value !== true || !listAt(inputs, "corsConfiguration.allowOrigins").includes("*"),
    refused: { corsConfiguration: { allowCredentials: true, allowOrigins: ["*"] } },
  },
  {
    property: "corsConfiguration.allowOrigins",
    rule: "must be *, or origins that start with http:// or https://",
    source: corsSource,
    accepts: (value) => listAt(value).every((origin) => origin === "*" || /^https?:\/\/\S+$/.test(origin)),
    refused: { corsConfiguration: { allowOrigins: ["shop.example"] } },
  },
];

/** Not listed, and therefore refused: OpenAPI bodies, quick create (`target`, `routeKey`), and what only WebSocket APIs have. */
const properties: ResourceType["properties"] = {
  ...simulated("description", "disableExecuteApiEndpoint", "name", "protocolType", "region", "tags", "version"),
  ...simulated(
    ...["allowCredentials", "allowHeaders", "allowMethods", "allowOrigins", "exposeHeaders", "maxAge"].map(
      (name) => `corsConfiguration.${name}`,
    ),
  ),
  ...inert("Everything listens on 127.0.0.1.", "ipAddressType"),
};

const constraints: readonly Constraint[] = [
  oneOf("protocolType", ["HTTP", "WEBSOCKET"], source, "REST"),
  oneOf("ipAddressType", ["ipv4", "dualstack"], source),
  atMost("description", 1_024, source),
  matches("version", /^.{1,64}$/, "must have from 1 to 64 characters", source, "1".repeat(65)),
  ...corsRules,
  tagRules,
];

/** An HTTP API. */
export function apiType(host: LambdaHost, throttle: Throttle): ResourceType {
  return {
    token: types.api,
    source,
    naming: { property: "name", max: 128, pattern: /./, refused: [], source },
    replaceOn: ["protocolType"],
    properties,
    constraints,
    limits: [runsOnly("protocolType", ["HTTP"], "WEBSOCKET"), regionLimit],
    example: { name: "shop", protocolType: "HTTP" },
    id: (request, world) => idFor(request, 10, isTakenIn(world, types.api)),
    defaults: {
      apiKeySelectionExpression: "$request.header.x-api-key",
      routeSelectionExpression: "$request.method $request.path",
      disableExecuteApiEndpoint: false,
      ipAddressType: "ipv4",
    },
    async outputs({ id, scope }, world) {
      const apiEndpoint = await world.endpoints.reserve(endpointKey(id));
      return { arn: managementArn(`/apis/${id}`, scope), executionArn: executionArn(id, scope), apiEndpoint };
    },
    configured: allTags,
    async apply(resource, world) {
      const key = endpointKey(resource.id);
      const name = `${resource.id}.execute-api.${resource.scope.region}.amazonaws.com`;
      const front = new ApiFront(resource, world, host, throttle);
      await world.endpoints.open({ cloud: "aws", key, host: name }, front.handle);
    },
    async remove(resource, world) {
      await world.endpoints.close(endpointKey(resource.id));
    },
  };
}
