import { CloudError, type ResourceType } from "../../../contract.ts";
import { atMost, between, inert, oneOf, runsOnly, simulated } from "../../rules.ts";
import { idFor, isTakenIn } from "../names.ts";
import { regionLimit } from "../rules.ts";
import { quotas, toApi, types } from "./apis.ts";

const source = "https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-integrations.html";

/** The function's ARN in an integration's URI: the ARN itself, or the invocation path around it. */
export function functionArnIn(uri: unknown): string | undefined {
  return /arn:[\w-]+:lambda:[\w-]+:\d{12}:function:[\w-]+/.exec(String(uri))?.[0];
}

/** Not listed, and therefore refused: connections to VPCs, roles to call with, parameter mapping, service integrations. */
export const integration: ResourceType = {
  token: types.integration,
  source,
  replaceOn: ["apiId", "integrationType"],
  properties: {
    ...simulated("apiId", "connectionType", "description", "integrationMethod", "integrationType", "integrationUri"),
    ...simulated("payloadFormatVersion", "region", "timeoutMilliseconds"),
    ...inert("Only WebSocket APIs have it.", "passthroughBehavior"),
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
    atMost("description", 1_024, source),
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
  refers: { apiId: toApi },
  id: (request, world) => idFor(request, 7, isTakenIn(world, types.integration)),
  defaults: {
    connectionType: "INTERNET",
    payloadFormatVersion: "1.0",
    timeoutMilliseconds: quotas.timeout,
    integrationResponseSelectionExpression: "",
  },
  checkRemoval(resource, world) {
    const used = world.store.find(types.route, ({ inputs }) => inputs.target === `integrations/${resource.id}`);
    if (used.length === 0) return;
    throw new CloudError("ConflictException", `Integration ${resource.id} is in use by a route.`, 409);
  },
};
