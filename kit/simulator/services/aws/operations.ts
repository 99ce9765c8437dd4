import type { Operation } from "../../contract.ts";

const guide = "https://docs.aws.amazon.com/lambda/latest/dg";
const gateway = "https://docs.aws.amazon.com/apigateway/latest/developerguide";
const iam = "https://docs.aws.amazon.com/IAM/latest/UserGuide";

const lambda: readonly Operation[] = [
  {
    operation: "Runtime API: next, response, error, init error",
    source: `${guide}/runtimes-api.html`,
    test: "lambda.test.ts",
    shows: "gives the handler its context",
    gap: "no Extensions, Logs and Telemetry API; an error that ends the process is reported as its exit",
  },
  {
    operation: "Execution environment: one request at a time, reuse, cold start",
    source: `${guide}/lambda-runtime-environment.html`,
    test: "lambda.test.ts",
    shows: "works on one request at a time, and starts another sandbox for another request",
    gap: "every runtime runs on the simulator's Node.js; /var/task, /tmp and the processor are this machine's; failed initialisations are not tried again; at most 10 processes of a function, further requests wait",
  },
  {
    operation: "Credentials of the execution role in the environment",
    source: `${guide}/lambda-intro-execution-role.html`,
    test: "identity/url-callers.test.ts",
    shows: "lets a function call another with the credentials of its own role",
    gap: "of AWS's endpoints only Function URLs are here: SDK clients reach the real ones, which refuse these credentials; an environment is replaced after 6 hours, where AWS names no number",
  },
  {
    operation: "AWS SDK for JavaScript v3 in the runtime",
    source: `${guide}/lambda-nodejs.html`,
    test: "sdk.test.ts",
    shows: "is the project's own, for code that brings none",
    gap: "taken from the project that is deployed, in its version: what is not installed there is not found; of AWS's endpoints only Function URLs are here",
  },
  {
    operation: "Memory limit",
    source: `${guide}/configuration-memory.html`,
    test: "lambda.test.ts",
    shows: "kills a function that takes more memory than it has",
    gap: "looked at every 50 ms, and of the main process only; not kept on systems without /proc; memory does not decide how much processor there is",
  },
  {
    operation: "Timeout",
    source: `${guide}/configuration-timeout.html`,
    test: "lambda.test.ts",
    shows: "ends a function whose time is over, and starts a new sandbox for the next request",
  },
  {
    operation: "Reserved and account concurrency",
    source: `${guide}/lambda-concurrency.html`,
    test: "concurrency.test.ts",
    shows: "refuses what goes beyond the account's 1,000, of which reservations take their part",
    gap: "an account has 1,000; no provisioned concurrency, and no limit on how fast it grows",
  },
  {
    operation: "Logs in text and JSON, with START, END and REPORT",
    source: `${guide}/nodejs-logging.html`,
    test: "lambda.test.ts",
    shows: "has the platform's lines around the function's",
    gap: "lines of several sandboxes are in one list; no runtime version ARN",
  },
  {
    operation: "Permission to log, by the role's policies",
    source: `${guide}/monitoring-cloudwatchlogs-access.html`,
    test: "services.test.ts",
    shows: "is needed for its lines to appear; it runs without",
  },
  {
    operation: "Response streaming",
    source: `${guide}/configuration-response-streaming.html`,
    test: "addresses/function-url.test.ts",
    shows: "sends parts as the function makes them",
    gap: "no bandwidth limit after the first 6 MB; 20 MB at most",
  },
  {
    operation: "Function URL",
    source: `${guide}/urls-invocation.html`,
    test: "addresses/function-url.test.ts",
    shows: "hands over path and query as they were sent",
    gap: "which bodies count as text is measured by others on HTTP APIs, the texts of failures are observed, and neither is documented; a buffered handler behind RESPONSE_STREAM is read as a buffered response; with RESPONSE_STREAM too a request is read before the function starts",
  },
  {
    operation: "Function URL: who may call, by the function's policy and the caller's",
    source: `${guide}/urls-auth.html`,
    test: "identity/url-callers.test.ts",
    shows: "lets in another account's role only by both policies",
    gap: "no organizations; every caller's address is 127.0.0.1",
  },
].map((row) => ({ service: "Lambda", ...row }));

const httpApi: readonly Operation[] = [
  {
    operation: "HTTP API: Lambda proxy integration, payload formats 1.0 and 2.0",
    source: `${gateway}/http-api-develop-integrations-lambda.html`,
    test: "addresses/http-api-events.test.ts",
    shows: "takes status, headers, cookies and body from the answer",
    gap: "which bodies count as text is measured by others and not documented; headers of the connection are dropped, no header is renamed",
  },
  {
    operation: "HTTP API: permission to call the function, for its routes",
    source: `${gateway}/http-api-troubleshooting-lambda.html`,
    test: "addresses/http-api.test.ts",
    shows: "answers 500 when the policy lets in another API only",
  },
  {
    operation: "HTTP API: routes",
    source: `${gateway}/http-api-develop-routes.html`,
    test: "addresses/routing.test.ts",
    shows: "prefers the request's method to ANY",
    gap: "no authorizers: routes with one are refused",
  },
  {
    operation: "HTTP API: stages",
    source: `${gateway}/http-api-stages.html`,
    test: "addresses/http-api.test.ts",
    shows: "puts a named stage before the path",
    gap: "no deployments: a stage answers only with autoDeploy, and what changes is in force at once",
  },
  {
    operation: "HTTP API: CORS",
    source: `${gateway}/http-api-cors.html`,
    test: "addresses/http-api.test.ts",
    shows: "answers preflights without a route",
  },
  {
    operation: "HTTP API: throttling, of routes and of the account",
    source: `${gateway}/http-api-throttling.html`,
    test: "addresses/http-api.test.ts",
    shows: "answers 429 beyond the stage's burst, until tokens come back at its rate",
  },
  {
    operation: "HTTP API: access logs",
    source: `${gateway}/http-api-logging-variables.html`,
    test: "addresses/http-api.test.ts",
    shows: "writes the access log in the stage's format",
    gap: "no variables of authorizers, client certificates, custom domains and AWS WAF",
  },
].map((row) => ({ service: "API Gateway", ...row }));

const identities: readonly Operation[] = [
  {
    operation: "Policy evaluation: identity, boundary, resource and trust policies",
    source: `${iam}/reference_policies_evaluation-logic.html`,
    test: "identity/iam.test.ts",
    shows: "lets an explicit deny win over every allow",
    gap: "no organization and session policies; not all of AWS's own policies; users and groups do not exist",
  },
  {
    operation: "Policy variables",
    source: `${iam}/reference_policies_variables.html`,
    test: "identity/policy-variables.test.ts",
    shows: "puts the request's value in their place, in resources and in conditions on strings",
  },
  {
    operation: "Signature Version 4, in headers and presigned",
    source: `${iam}/reference_sigv-create-signed-request.html`,
    test: "identity/signing.test.ts",
    shows: "takes a signed body, path and query as AWS's own library signs them",
    gap: "of Function URLs only; no chunked uploads and no Signature Version 4A; credentials are temporary ones that the simulator gives",
  },
].map((row) => ({ service: "IAM", ...row }));

/** Everything that the simulated AWS does besides keeping resources. An operation that is not here does not exist here. */
export const operations: readonly Operation[] = [...lambda, ...httpApi, ...identities];
