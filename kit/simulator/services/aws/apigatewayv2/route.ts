import { CloudError, type ResourceRequest, type ResourceType, type World } from "../../../contract.ts";
import { idFor, isTakenIn, textOf } from "../names.ts";
import { oneOf, regionLimit, runsOnly, simulated, text } from "../rules.ts";
import { partsOf, requireApi, types } from "./apis.ts";
import { isRouteKey } from "./routing.ts";

const source = "https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes.html";
const routes = "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html";

function outputsOf(request: ResourceRequest, world: World) {
  const { inputs, scope } = request;
  const api = requireApi(world, inputs.apiId, scope);
  const target = textOf(inputs.target);
  const id = target?.replace(/^integrations\//, "");
  if (id !== undefined && !partsOf(world, types.integration, api).some((one) => one.id === id)) {
    throw new CloudError("BadRequestException", `Invalid integration identifier specified ${id}`);
  }
  return { authorizationType: "NONE", apiKeyRequired: false, region: scope.region };
}

/** Left out, and so refused: authorizers, and what only WebSocket APIs have. */
export const route: ResourceType = {
  token: types.route,
  source,
  replaceOn: ["apiId"],
  properties: simulated("apiId", "authorizationType", "operationName", "region", "routeKey", "target"),
  constraints: [
    {
      property: "routeKey",
      rule: "must be $default, or a method or ANY and a path whose variables fill a segment, {proxy+} the last one",
      source: routes,
      accepts: (value) => isRouteKey(String(value)),
      refused: { routeKey: "GET /{proxy+}/more" },
    },
    oneOf("authorizationType", ["NONE", "AWS_IAM", "CUSTOM", "JWT"], source),
    text(
      {
        property: "target",
        rule: "must be integrations/ and an integration's id",
        pattern: /^integrations\/[\w-]+$/,
        max: 128,
        source,
      },
      "worker",
    ),
    text({ property: "operationName", rule: "must have at most 64 characters", max: 64, source }, "x".repeat(65)),
  ],
  limits: [runsOnly("authorizationType", ["NONE"], "JWT"), regionLimit],
  example: { apiId: "a1b2c3d4e5", routeKey: "ANY /{proxy+}" },
  create(request, world) {
    const outputs = outputsOf(request, world);
    const { apiId, routeKey } = request.inputs;
    const api = requireApi(world, apiId, request.scope);
    if (partsOf(world, types.route, api).some(({ inputs }) => inputs.routeKey === routeKey)) {
      throw new CloudError("ConflictException", `Route with key ${routeKey} already exists for this API`, 409);
    }
    return { id: idFor(request, 7, isTakenIn(world, types.route)), outputs };
  },
  update: (request, _old, world) => outputsOf(request, world),
};
