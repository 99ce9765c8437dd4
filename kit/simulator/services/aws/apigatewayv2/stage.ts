import { recordAt } from "../../../contract/read.ts";
import { CloudError, type Constraint, type Properties, type Reference, type ResourceType } from "../../../contract.ts";
import { atMost, inert, simulated } from "../../rules.ts";
import { logGroupExists } from "../logs/index.ts";
import { allTags, regionLimit, tagRules } from "../rules.ts";
import { variablesOf } from "./access-log.ts";
import { endpointKey, executionArn, managementArn, quotas, toApi, types } from "./apis.ts";
import { isRouteKey } from "./routing.ts";

const source = "https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages.html";
const logSource = "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging.html";
const throttling = "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html";

/** The name of the log group in its ARN, with or without `:*` at its end. */
export function logGroupOf(destination: unknown): string | undefined {
  return /^arn:[\w-]+:logs:[^:]+:\d{12}:log-group:([^:*]+)(?::\*)?$/.exec(String(destination))?.[1];
}

const toLogGroup: Reference = {
  find(destination, { scope }, world) {
    const name = logGroupOf(destination);
    return (name !== undefined && logGroupExists(world, name, scope)) || undefined;
  },
  missing: (destination) =>
    new CloudError(
      "BadRequestException",
      `Insufficient permissions to enable logging: ${destination} is not a log group.`,
    ),
};

const logExample = "arn:aws:logs:us-east-1:123456789012:log-group:a";

function isVariable([name, value]: readonly [string, unknown]): boolean {
  return /^\w{1,64}$/.test(name) && /^[\w.~:/?#&=,-]{0,512}$/.test(String(value));
}

/** Throttling limits cannot be set above those of the account, which AWS raises on request. */
function throttlingRules(property: string, inputs: (settings: Properties) => unknown): readonly Constraint[] {
  const having = (name: string, value: number): Properties => ({ [property]: inputs({ [name]: value }) });
  return [
    {
      property: `${property}.throttlingRateLimit`,
      rule: "must be from 0 to 10,000 requests per second, the account's limit",
      source: throttling,
      accepts: (value) => Number(value) >= 0 && Number(value) <= quotas.rate,
      refused: [having("throttlingRateLimit", quotas.rate + 1), having("throttlingRateLimit", -1)],
      accepted: having("throttlingRateLimit", quotas.rate),
    },
    {
      property: `${property}.throttlingBurstLimit`,
      rule: "must be a whole number from 0 to 5,000, the account's limit",
      source: throttling,
      accepts: (value) => Number.isInteger(value) && Number(value) >= 0 && Number(value) <= quotas.burst,
      refused: [having("throttlingBurstLimit", quotas.burst + 1), having("throttlingBurstLimit", 0.5)],
      accepted: having("throttlingBurstLimit", quotas.burst),
    },
  ];
}

/** Known gap: there are no deployments, so a stage answers only with `autoDeploy`. */
export const stage: ResourceType = {
  token: types.stage,
  source,
  naming: { property: "name", max: 128, pattern: /^(?:\$default|[\w-]+)$/, refused: ["$latest", "a/b"], source },
  replaceOn: ["apiId", "name"],
  properties: {
    ...simulated(
      "accessLogSettings.destinationArn",
      "accessLogSettings.format",
      "apiId",
      "autoDeploy",
      "description",
      "name",
    ),
    ...simulated("region", "stageVariables", "tags"),
    ...simulated("defaultRouteSettings.throttlingBurstLimit", "defaultRouteSettings.throttlingRateLimit"),
    ...simulated("routeSettings.routeKey", "routeSettings.throttlingBurstLimit", "routeSettings.throttlingRateLimit"),
    ...inert(
      "Metrics are not recorded.",
      "defaultRouteSettings.detailedMetricsEnabled",
      "routeSettings.detailedMetricsEnabled",
    ),
  },
  constraints: [
    {
      property: "accessLogSettings.destinationArn",
      rule: "must be the ARN of a log group",
      source: logSource,
      accepts: (value) => logGroupOf(value) !== undefined,
      refused: { accessLogSettings: { destinationArn: "/shop/access", format: "$context.requestId" } },
    },
    {
      property: "accessLogSettings.format",
      rule: "must be one line that has $context.requestId or $context.extendedRequestId, and no unknown $context variable",
      source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html",
      accepts: (value) => {
        const used = variablesOf(String(value));
        const isKnown = used.unknown.length === 0 && !String(value).includes("\n");
        return isKnown && used.known.some((name) => name === "requestId" || name === "extendedRequestId");
      },
      refused: {
        accessLogSettings: { destinationArn: logExample, format: "$context.status" },
      },
    },
    ...throttlingRules("defaultRouteSettings", (settings) => settings),
    ...throttlingRules("routeSettings", (settings) => [{ routeKey: "GET /", ...settings }]),
    {
      property: "routeSettings.routeKey",
      rule: "must be the key of a route: $default, or a method and a path",
      source: throttling,
      accepts: (value) => isRouteKey(String(value)),
      refused: { routeSettings: [{ routeKey: "everything" }] },
    },
    {
      property: "stageVariables",
      rule: "must be at most 100, with names of up to 64 letters, digits and _, and values of up to 512 letters, digits and -._~:/?#&=,",
      source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html",
      accepts: (value) =>
        Object.entries(recordAt(value)).length <= 100 && Object.entries(recordAt(value)).every(isVariable),
      refused: [{ stageVariables: { "not-usable": "1" } }, { stageVariables: { MODE: "a value with spaces" } }],
    },
    {
      property: "accessLogSettings.format",
      rule: "must have at most 3 KB",
      source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html",
      accepts: (value) => Buffer.byteLength(String(value)) <= 3_072,
      refused: { accessLogSettings: { destinationArn: logExample, format: `$context.requestId ${"x".repeat(3_072)}` } },
    },
    atMost("description", 1_024, source),
    tagRules,
  ],
  limits: [
    {
      property: "accessLogSettings.format",
      only: "formats without variables of authorizers, client certificates, custom domains and AWS WAF",
      runs: (value) => variablesOf(String(value)).others.length === 0,
      refused: {
        accessLogSettings: { destinationArn: logExample, format: "$context.requestId $context.authorizer.principalId" },
      },
    },
    regionLimit,
  ],
  example: { apiId: "a1b2c3d4e5", name: "$default", autoDeploy: true },
  refers: { apiId: toApi, "accessLogSettings.destinationArn": toLogGroup },
  id: ({ inputs: { apiId, name } }) => `${apiId}/${name}`,
  taken: () => new CloudError("ConflictException", "Stage already exists", 409),
  defaults: { autoDeploy: false, deploymentId: "" },
  outputs({ inputs, scope, found }) {
    const api = found("apiId");
    return {
      arn: managementArn(`/apis/${api.id}/stages/${inputs.name}`, scope),
      executionArn: `${executionArn(api.id, scope)}/${inputs.name}`,
      invokeUrl: `${api.outputs.apiEndpoint}/${inputs.name === "$default" ? "" : inputs.name}`,
    };
  },
  configured: allTags,
  serves: ({ inputs: { apiId, name, autoDeploy } }) =>
    autoDeploy === true
      ? { endpoint: endpointKey(String(apiId)), path: name === "$default" ? "/" : `/${name}/` }
      : undefined,
};
