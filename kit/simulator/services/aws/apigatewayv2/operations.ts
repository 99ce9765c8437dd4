import type { CallerCheck, Operation } from "../../../contract.ts";

const gateway = "https://docs.aws.amazon.com/apigateway/latest/developerguide";

/** What the service does besides storing resources. Operations that are not listed are not simulated. */
export const operations: readonly Operation[] = [
  {
    operation: "Lambda proxy integration, payload formats 1.0 and 2.0",
    source: `${gateway}/http-api-develop-integrations-lambda.html`,
    test: "addresses/http-api-events.test.ts",
    shows: "takes status, headers, cookies and body from the answer",
    gap: "Which bodies count as text is measured by others, not documented. Headers of the connection are dropped, and no header is renamed.",
  },
  {
    operation: "Permission to call the function, for its routes",
    source: `${gateway}/http-api-troubleshooting-lambda.html`,
    test: "addresses/http-api.test.ts",
    shows: "answers 500 when the policy lets in another API only",
  },
  {
    operation: "Routes",
    source: `${gateway}/http-api-develop-routes.html`,
    test: "addresses/routing.test.ts",
    shows: "prefers the request's method to ANY",
    gap: "There are no authorizers: routes that have one are refused.",
  },
  {
    operation: "Stages",
    source: `${gateway}/http-api-stages.html`,
    test: "addresses/http-api.test.ts",
    shows: "puts a named stage before the path",
    gap: "There are no deployments: a stage answers only with autoDeploy, and changes take effect at once.",
  },
  {
    operation: "CORS",
    source: `${gateway}/http-api-cors.html`,
    test: "addresses/http-api.test.ts",
    shows: "answers preflights without a route",
  },
  {
    operation: "Throttling, of routes and of the account",
    source: `${gateway}/http-api-throttling.html`,
    test: "addresses/http-api.test.ts",
    shows: "answers 429 beyond the stage's burst, until tokens come back at its rate",
  },
  {
    operation: "Access logs",
    source: `${gateway}/http-api-logging-variables.html`,
    test: "addresses/http-api.test.ts",
    shows: "writes the access log in the stage's format",
    gap: "There are no variables of authorizers, client certificates, custom domains and AWS WAF.",
  },
];

/** Who calls the service, and how callers are authenticated. */
export const callers: readonly CallerCheck[] = [
  {
    who: "an HTTP API",
    calls: "its Lambda function",
    shows: "the ARN of API, stage and route",
    checked: "the function's policy: `apigateway.amazonaws.com` with this `sourceArn`",
    source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-troubleshooting-lambda.html",
    code: "services/aws/apigatewayv2/integrate.ts",
    test: ["aws/addresses/http-api.test.ts", "answers 500 when the policy lets in another API only"],
  },
];
