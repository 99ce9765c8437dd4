import type { CallerCheck, Operation } from "../../../contract.ts";

/** What the service does besides storing resources. Operations that are not listed are not simulated. */
export const operations: readonly Operation[] = [
  {
    operation: "Build a function from an object in Cloud Storage",
    source: "https://cloud.google.com/functions/docs/building",
    test: "deployment.test.ts",
    shows: "reports a failed build when the main file is missing",
    gap: "Dependencies are not installed and no build steps run: bundle them. Syntax errors show when the function starts. Without an account of its own a build may do everything.",
  },
  {
    operation: "Build as an account of the program's own, which must have roles for it",
    source: "https://cloud.google.com/functions/docs/securing/build-custom-sa",
    test: "identity.test.ts",
    shows: "builds only as an account that may read sources, write logs and store images",
    gap: "Grants on the project and on a repository count: the bucket into which the platform copies sources is not deployed, so nothing can be granted on it. Of conditions the name of the resource is understood.",
  },
  {
    operation: "Start a function with the Functions Framework",
    source: "https://cloud.google.com/functions/docs/functions-framework",
    test: "deployment.test.ts",
    shows: "reports a container that does not start, with what it wrote, and keeps nothing of it",
    gap: "Every runtime runs on the simulator's own Node.js and its installed version of the framework.",
  },
  {
    operation: "Scale by concurrency and instances, queue up to 10 seconds, then 429",
    source: "https://cloud.google.com/run/docs/about-instance-autoscaling",
    test: "revisions.test.ts",
    shows: "lets requests wait when there may be no more instances, and answers 429 after 10 seconds",
    gap: "Processor load does not start instances, and a burst does not go beyond the maximum.",
  },
  {
    operation: "End requests after the timeout with 504",
    source: "https://cloud.google.com/functions/docs/configuring/timeout",
    test: "function.test.ts",
    shows: "ends a request after the timeout with 504, and keeps the instance",
  },
  {
    operation: "End instances that take more memory than they have",
    source: "https://cloud.google.com/run/docs/configuring/services/memory-limits",
    test: "function.test.ts",
    shows: "kills an instance that takes more memory than it has, answers 503, and starts another",
    gap: "On Linux only, checked ten times a second; files in /tmp do not count.",
  },
  {
    operation: "Let in requests by ingress settings and run.invoker, else 404, 403 or 401",
    source: "https://cloud.google.com/functions/docs/securing/authenticating",
    test: "function.test.ts",
    shows: "lets in whom a grant on the service lets in, until it is taken back",
    gap: "IAM conditions and custom audiences are refused. Users and groups have no tokens: only service accounts call.",
  },
  {
    operation: "Limit requests and unchunked responses to 32 MiB",
    source: "https://cloud.google.com/run/quotas",
    test: "function.test.ts",
    shows: "refuses requests of more than 32 MiB with 413",
    gap: "HTTP/2 is not offered; over HTTP/1 the cloud has the same limit.",
  },
  {
    operation: "Keep standard output as structured log entries",
    source: "https://cloud.google.com/run/docs/logging",
    test: "function.test.ts",
    shows: "keeps lines of JSON as entries with their severity",
    gap: "Request logs are not written.",
  },
];

/** Who calls the service, and how callers are authenticated. */
export const callers: readonly CallerCheck[] = [
  {
    who: "a service account",
    calls: "a function's Cloud Run service",
    shows: "an identity token (RS256)",
    checked: "signature, issuer, audience, time, that the account is enabled; then `roles/run.invoker`",
    source: "https://cloud.google.com/run/docs/authenticating/service-to-service",
    code: "services/gcp/functions/admission.ts",
    test: ["gcp/identity.test.ts", "let in an account that has roles/run.invoker, and nobody else"],
  },
  {
    who: "a build with an account of its own",
    calls: "sources, logs and the image registry",
    shows: "the account",
    checked: "its three roles on the project",
    source: "https://cloud.google.com/functions/docs/securing/build-custom-sa",
    code: "services/gcp/functions/build-account.ts",
    test: ["gcp/identity.test.ts", "builds only as an account that may read sources, write logs and store images"],
  },
];
