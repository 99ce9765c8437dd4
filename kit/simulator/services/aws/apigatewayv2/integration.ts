import { CloudError, type ResourceRequest, type ResourceType, type World } from "../../../contract.ts";
import { idFor, isTakenIn } from "../names.ts";
import { between, inert, oneOf, regionLimit, runsOnly, simulated, text } from "../rules.ts";
import { quotas, requireApi, types } from "./apis.ts";

const source = "https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations.html";

/** The function's ARN in an integration's URI: the ARN itself, or the invocation path around it. */
export function functionArnIn(uri: unknown): string | undefined {
  return /arn:[\w-]+:lambda:[\w-]+:\d{12}:function:[\w-]+/.exec(String(uri))?.[0];
}

function outputsOf(request: ResourceRequest, world: World) {
  const { inputs, scope } = request;
  requireApi(world, inputs.apiId, scope);
  return {
    connectionType: "INTERNET",
    payloadFormatVersion: inputs.payloadFormatVersion ?? "1.0",
    timeoutMilliseconds: inputs.timeoutMilliseconds ?? quotas.timeout,
    integrationResponseSelectionExpression: "",
    region: scope.region,
  };
}

/** Left out, and so refused: connections to VPCs, roles to call with, parameter mapping, service integrations. */
export const integration: ResourceType = {
  token: types.integration,
  source,
  replaceOn: ["apiId", "integrationType"],
  properties: {
    ...simulated("apiId", "connectionType", "description", "integrationMethod", "integrationType", "integrationUri"),
    ...simulated("payloadFormatVersion", "region", "timeoutMilliseconds"),
    ...inert("only WebSocket APIs have it", "passthroughBehavior"),
  },
  constraints: [
    oneOf("integrationType", ["AWS_PROXY", "HTTP_PROXY", "AWS", "HTTP", "MOCK"], source),
    oneOf("connectionType", ["INTERNET", "VPC_LINK"], source, "CARRIER_PIGEON"),
    oneOf("passthroughBehavior", ["WHEN_NO_MATCH", "WHEN_NO_TEMPLATES", "NEVER"], source),
    oneOf("payloadFormatVersion", ["1.0", "2.0"], source, "3.0"),
    between(
      "timeoutMilliseconds",
      50,
      quotas.timeout,
      "https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html",
    ),
    oneOf("integrationMethod", ["DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "ANY"], source, "FETCH"),
    text(
      { property: "description", rule: "must have at most 1,024 characters", max: 1_024, source },
      "x".repeat(1_025),
    ),
  ],
  limits: [
    runsOnly("integrationType", ["AWS_PROXY"], "HTTP_PROXY"),
    runsOnly("connectionType", ["INTERNET"], "VPC_LINK"),
    runsOnly("integrationMethod", ["POST"], "GET"),
    {
      property: "integrationUri",
      only: "integrations with the ARN of a Lambda function",
      runs: (value) => functionArnIn(value) !== undefined,
      refused: { integrationUri: "https://shop.example" },
    },
    regionLimit,
  ],
  example: {
    apiId: "a1b2c3d4e5",
    integrationType: "AWS_PROXY",
    integrationUri: "arn:aws:lambda:us-east-1:123456789012:function:worker",
  },
  create(request, world) {
    return { id: idFor(request, 7, isTakenIn(world, types.integration)), outputs: outputsOf(request, world) };
  },
  update: (request, _old, world) => outputsOf(request, world),
  remove(resource, world) {
    const used = world.store.find(types.route, ({ inputs }) => inputs.target === `integrations/${resource.id}`);
    if (used.length === 0) return;
    throw new CloudError("ConflictException", `Integration ${resource.id} is in use by a route.`, 409);
  },
};
