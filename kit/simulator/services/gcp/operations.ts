import type { Operation } from "../../contract.ts";

/** What the simulated Google Cloud does, for the table of the documentation. */
export const operations: readonly Operation[] = [
  {
    operation: "Build a function from an object in Cloud Storage",
    source: "https://cloud.google.com/functions/docs/building",
    gap: "Dependencies are not installed and no build steps run: bundle them. Syntax errors show when the function starts.",
  },
  {
    operation: "Start a function with the Functions Framework",
    source: "https://cloud.google.com/functions/docs/functions-framework",
    gap: "Every runtime runs on the simulator's own Node.js and its installed version of the framework.",
  },
  {
    operation: "Scale by concurrency and instances, queue up to 10 seconds, then 429",
    source: "https://cloud.google.com/run/docs/about-instance-autoscaling",
    gap: "Processor load does not start instances, and a burst does not go beyond the maximum.",
  },
  {
    operation: "End requests after the timeout with 504",
    source: "https://cloud.google.com/functions/docs/configuring/timeout",
  },
  {
    operation: "End instances that take more memory than they have",
    source: "https://cloud.google.com/run/docs/configuring/services/memory-limits",
    gap: "On Linux only, checked ten times a second; files in /tmp do not count.",
  },
  {
    operation: "Let in requests by ingress settings and run.invoker, else 404, 403 or 401",
    source: "https://cloud.google.com/functions/docs/securing/authenticating",
    gap: "No identity tokens are issued, so that only allUsers lets anyone in. IAM conditions are refused.",
  },
  {
    operation: "Limit requests and unchunked responses to 32 MiB",
    source: "https://cloud.google.com/run/quotas",
    gap: "HTTP/2 is not offered; over HTTP/1 the cloud has the same limit.",
  },
  {
    operation: "Keep standard output as structured log entries",
    source: "https://cloud.google.com/run/docs/logging",
    gap: "Request logs are not written.",
  },
];
