import type { CallerCheck, Operation } from "../../../contract.ts";

const guide = "https://docs.aws.amazon.com/lambda/latest/dg";

/** What the service does besides storing resources. Operations that are not listed are not simulated. */
export const operations: readonly Operation[] = [
  {
    operation: "Runtime API: next, response, error, init error",
    source: `${guide}/runtimes-api.html`,
    test: "lambda.test.ts",
    shows: "gives the handler its context",
    gap: "There are no Extensions, Logs and Telemetry APIs. An error that ends the process is reported as its exit.",
  },
  {
    operation: "Execution environment: one request at a time, reuse, cold start",
    source: `${guide}/lambda-runtime-environment.html`,
    test: "lambda.test.ts",
    shows: "works on one request at a time, and starts another sandbox for another request",
    gap: "Every runtime runs on the simulator's own Node.js; /var/task, /tmp and the processor are this machine's. Failed initialisations are not tried again. A function has at most 10 processes, and further requests wait.",
  },
  {
    operation: "Credentials of the execution role in the environment",
    source: `${guide}/lambda-intro-execution-role.html`,
    test: "identity/url-callers.test.ts",
    shows: "lets a function call another with the credentials of its own role",
    gap: "An environment is replaced after 6 hours; AWS names no number.",
  },
  {
    operation: "AWS SDK for JavaScript v3 in the runtime",
    source: `${guide}/lambda-nodejs.html`,
    test: "sdk.test.ts",
    shows: "is the project's own, for code that brings none",
    gap: "It is taken from the project that is deployed, in its version: what is not installed there is not found.",
  },
  {
    operation: "Memory limit",
    source: `${guide}/configuration-memory.html`,
    test: "lambda.test.ts",
    shows: "kills a function that takes more memory than it has",
    gap: "It is checked every 50 ms, for the main process only, and not at all on systems without /proc. Memory does not decide how much processor time there is.",
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
    gap: "Every account has 1,000. Provisioned concurrency is not supported, and concurrency grows at any rate.",
  },
  {
    operation: "Logs in text and JSON, with START, END and REPORT",
    source: `${guide}/nodejs-logging.html`,
    test: "lambda.test.ts",
    shows: "has the platform's lines around the function's",
    gap: "Lines of all sandboxes are in one list, and none has the ARN of the runtime's version.",
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
    gap: "Bandwidth is not limited after the first 6 MB. A response has at most 20 MB.",
  },
  {
    operation: "Invoke, with an answer or as an event",
    source: "https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html",
    test: "invoke.test.ts",
    shows: "answers what the function has returned, for who may invoke it",
    gap: "It is the only call of Lambda's API. There are no versions, no dry runs, no client context, and no log lines in the answer.",
  },
  {
    operation: "Asynchronous invocation, with retries",
    source: `${guide}/invocation-async-error-handling.html`,
    test: "event-records.test.ts",
    shows: "comes after two retries of a function that fails",
  },
  {
    operation: "Records of events, to queues",
    source: `${guide}/invocation-async-retain-records.html`,
    test: "event-records.test.ts",
    shows: "comes after two retries of a function that fails",
    gap: "Queues are the only destinations. The record of a streamed response does not contain it. A record that is lost is noted in the function's log; AWS counts it in a metric.",
  },
  {
    operation: "Event source mappings of queues: batches, windows and concurrency",
    source: `${guide}/services-sqs-scaling.html`,
    test: "event-sources/batches.test.ts",
    shows: "hands over batches side by side, as many as may be, and more when those have ended",
    gap: "Without a maximum 5 batches are handed over side by side, and never more than the function has processes. Messages are received when their batching window ends. Messages are not filtered, and there are no provisioned pollers.",
  },
  {
    operation: "Event source mappings of queues: failures, whole and partial",
    source: `${guide}/services-sqs-errorhandling.html`,
    test: "event-sources/failures.test.ts",
    shows: "deletes all but what the function reports",
    gap: "Concurrency is not reduced after failures. AWS does not document its waits: a throttled batch is tried again after 1 s, doubled each time up to 1 min, and a queue that cannot be read after 5 s.",
  },
];

/** Who calls the service, and how callers are authenticated. */
export const callers: readonly CallerCheck[] = [
  {
    who: "a user or a role",
    calls: "a Lambda function, by Lambda's API",
    shows: "a signature (Signature Version 4)",
    checked: "the signature, and `lambda:InvokeFunction` in the policies of the caller and of the function",
    source: "https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html",
    code: "services/aws/lambda/api.ts",
    test: ["aws/invoke.test.ts", "refuses who may not invoke it"],
  },
  {
    who: "Lambda",
    calls: "a function's role, to take it on",
    shows: "`lambda.amazonaws.com`",
    checked: "the role's trust policy, when the function is created or changed",
    source: "https://docs.aws.amazon.com/lambda/latest/dg/lambda-intro-execution-role.html",
    code: "services/aws/lambda/function.ts",
    test: ["aws/services.test.ts", "needs a role that exists and trusts Lambda"],
  },
  {
    who: "a Lambda function",
    calls: "its log group",
    shows: "its role",
    checked: "the role's policies: `logs:PutLogEvents` on the group; without, lines are lost",
    source: "https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-access.html",
    code: "services/aws/lambda/logs.ts",
    test: ["aws/services.test.ts", "is needed for its lines to appear; it runs without"],
  },
  {
    who: "Lambda, for an event source mapping",
    calls: "SQS",
    shows: "the function's role",
    checked:
      "whether the role may `sqs:ReceiveMessage`, `sqs:DeleteMessage` and `sqs:GetQueueAttributes`, when the mapping is made and whenever the queue is read",
    source: "https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html",
    code: "services/aws/lambda/event-sources/poller.ts",
    test: ["aws/event-sources/mapping.test.ts", "reads only while the role may"],
  },
];
