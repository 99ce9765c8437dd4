import { CloudError, type Reference, type Scope, type StoredResource, type World } from "../../../contract.ts";
import { frontMessage } from "../http/response.ts";
import { arnOf } from "../names.ts";

export const types = {
  api: "aws:apigatewayv2/api:Api",
  stage: "aws:apigatewayv2/stage:Stage",
  route: "aws:apigatewayv2/route:Route",
  integration: "aws:apigatewayv2/integration:Integration",
} as const;

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html#http-api-quotas */
export const quotas = {
  /** Largest request, in bytes. */
  payload: 10 * 1_024 * 1_024,
  /** Longest integration, in milliseconds. */
  timeout: 30_000,
  /** Requests per second of an account in a region. */
  rate: 10_000,
  /** Concurrent requests. */
  burst: 5_000,
} as const;

/** The ARN of an API's resources in permissions: `arn:aws:execute-api:region:account:id`. */
export function executionArn(apiId: string, scope: Scope): string {
  return arnOf("execute-api", scope, apiId);
}

/** The management ARN, which contains no account: https://docs.aws.amazon.com/apigateway/latest/developerguide/arn-format-reference.html */
export function managementArn(path: string, { region }: Scope): string {
  return `arn:aws:apigateway:${region}::${path}`;
}

/** The API that a stage, route or integration belongs to. */
export const toApi: Reference = {
  find: (apiId, { scope }, world) => world.store.get(types.api, apiId, scope),
  missing: (apiId, { scope }) =>
    new CloudError("NotFoundException", `Invalid API identifier specified ${scope.account}:${apiId}`, 404),
};

/** An API's stages, routes or integrations. */
export function partsOf(world: World, type: string, api: StoredResource): readonly StoredResource[] {
  const { account, region } = api.scope;
  return world.store.find(
    type,
    ({ inputs, scope }) => inputs.apiId === api.id && scope.account === account && scope.region === region,
  );
}

/** The key of an API's endpoint, the same in every run. */
export function endpointKey(apiId: string): string {
  return `${types.api}/${apiId}`;
}

/** Messages of an HTTP API itself. https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-troubleshooting-lambda.html */
export const messages = {
  badRequest: frontMessage(400, { message: "Bad Request" }),
  notFound: frontMessage(404, { message: "Not Found" }),
  tooLarge: frontMessage(413, { message: "Request Entity Too Large" }),
  throttled: frontMessage(429, { message: "Too Many Requests" }),
  failed: frontMessage(500, { message: "Internal Server Error" }),
  unavailable: frontMessage(503, { message: "Service Unavailable" }),
} as const;
