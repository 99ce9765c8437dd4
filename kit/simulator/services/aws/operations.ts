import type { Operation } from "../../contract.ts";

const guide = "https://docs.aws.amazon.com/lambda/latest/dg";
const gateway = "https://docs.aws.amazon.com/apigateway/latest/developerguide";
const iam = "https://docs.aws.amazon.com/IAM/latest/UserGuide";

/** Everything that the simulated AWS does besides keeping resources. An operation that is not here does not exist here. */
export const operations: readonly Operation[] = [
  {
    service: "Lambda",
    operation: "Runtime API: next, response, error, init error",
    source: `${guide}/runtimes-api.html`,
    test: "lambda.test.ts",
    gap: "no Extensions, Logs and Telemetry API; an error that ends the process is reported as its exit",
  },
  {
    service: "Lambda",
    operation: "Execution environment: one request at a time, reuse, cold start",
    source: `${guide}/lambda-runtime-environment.html`,
    test: "lambda.test.ts",
    gap: "every runtime runs on the simulator's Node.js; /var/task, /tmp and the processor are this machine's; failed initialisations are not tried again; at most 10 processes of a function, further requests wait",
  },
  {
    service: "Lambda",
    operation: "Memory limit",
    source: `${guide}/configuration-memory.html`,
    test: "lambda.test.ts",
    gap: "looked at every 50 ms, and of the main process only; not kept on systems without /proc; memory does not decide how much processor there is",
  },
  { service: "Lambda", operation: "Timeout", source: `${guide}/configuration-timeout.html`, test: "lambda.test.ts" },
  {
    service: "Lambda",
    operation: "Reserved and account concurrency",
    source: `${guide}/lambda-concurrency.html`,
    test: "lambda.test.ts",
    gap: "an account has 1,000; no provisioned concurrency, and no limit on how fast it grows",
  },
  {
    service: "Lambda",
    operation: "Logs in text and JSON, with START, END and REPORT",
    source: `${guide}/nodejs-logging.html`,
    test: "lambda.test.ts",
    gap: "lines of several sandboxes are in one list; no runtime version ARN",
  },
  {
    service: "Lambda",
    operation: "Response streaming",
    source: `${guide}/configuration-response-streaming.html`,
    test: "function-url.test.ts",
    gap: "no bandwidth limit after the first 6 MB; 20 MB at most",
  },
  {
    service: "Lambda",
    operation: "Function URL",
    source: `${guide}/urls-invocation.html`,
    test: "function-url.test.ts",
    gap: "AuthType AWS_IAM refuses every request: signatures are not checked; which bodies count as text, and the texts of failures, are observed and not documented; a buffered handler behind RESPONSE_STREAM is read as a buffered response",
  },
  {
    service: "API Gateway",
    operation: "HTTP API: Lambda proxy integration, payload formats 1.0 and 2.0",
    source: `${gateway}/http-api-develop-integrations-lambda.html`,
    test: "http-api.test.ts",
    gap: "which bodies count as text is observed and not documented; headers of the connection are dropped, no header is renamed",
  },
  {
    service: "API Gateway",
    operation: "HTTP API: routes",
    source: `${gateway}/http-api-develop-routes.html`,
    test: "routing.test.ts",
  },
  {
    service: "API Gateway",
    operation: "HTTP API: stages",
    source: `${gateway}/http-api-stages.html`,
    test: "http-api.test.ts",
    gap: "no deployments: a stage answers only with autoDeploy, and what changes is in force at once",
  },
  {
    service: "API Gateway",
    operation: "HTTP API: CORS",
    source: `${gateway}/http-api-cors.html`,
    test: "http-api.test.ts",
  },
  {
    service: "API Gateway",
    operation: "HTTP API: throttling",
    source: `${gateway}/http-api-throttling.html`,
    test: "http-api.test.ts",
    gap: "the account's limit is kept for each route",
  },
  {
    service: "API Gateway",
    operation: "HTTP API: access logs",
    source: `${gateway}/http-api-logging-variables.html`,
    test: "http-api.test.ts",
    gap: "variables of authorizers, custom domains and AWS WAF are refused",
  },
  {
    service: "IAM",
    operation: "Policy evaluation: identity, boundary, resource and trust policies",
    source: `${iam}/reference_policies_evaluation-logic.html`,
    test: "iam.test.ts",
    gap: "no policy variables, no IpAddress and Binary conditions, no organization and session policies; a few of AWS's own policies",
  },
];
