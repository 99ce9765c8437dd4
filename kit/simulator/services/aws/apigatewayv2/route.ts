import { CloudError, type Reference, type ResourceType } from "../../../contract.ts";
import { atMost, matches, oneOf, runsOnly, simulated } from "../../rules.ts";
import { idFor, isTakenIn } from "../names.ts";
import { regionLimit } from "../rules.ts";
import { toApi, types } from "./apis.ts";
import { isRouteKey } from "./routing.ts";

const source = "https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-routes.html";
const routes = "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html";

const toIntegration: Reference = {
  find(target, { inputs, scope }, world) {
    const found = world.store.get(types.integration, target.replace(/^integrations\//, ""), scope);
    return found?.inputs.apiId === inputs.apiId ? found : undefined;
  },
  missing: (target) =>
    new CloudError("BadRequestException", `Invalid integration identifier specified ${target.replace(/^.*\//, "")}`),
};

/** Not listed, and therefore refused: authorizers, and what only WebSocket APIs have. */
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
    matches(
      "target",
      /^integrations\/[\w-]{1,115}$/,
      "must be integrations/ and an integration's id",
      source,
      "worker",
    ),
    atMost("operationName", 64, source),
  ],
  limits: [runsOnly("authorizationType", ["NONE"], "JWT"), regionLimit],
  example: { apiId: "a1b2c3d4e5", routeKey: "ANY /{proxy+}" },
  refers: { apiId: toApi, target: toIntegration },
  id: (request, world) => idFor(request, 7, isTakenIn(world, types.route)),
  unique: [
    {
      key: ({ inputs: { apiId, routeKey } }) => `${apiId} ${routeKey}`,
      taken: ({ inputs: { routeKey } }) =>
        new CloudError("ConflictException", `Route with key ${routeKey} already exists for this API`, 409),
    },
  ],
  defaults: { authorizationType: "NONE", apiKeyRequired: false },
};
