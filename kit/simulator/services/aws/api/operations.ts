import type { Operation } from "../../../contract.ts";

/** What the endpoint does. Operations that are not listed are not simulated. */
export const operations: readonly Operation[] = [
  {
    operation: "One address for all APIs, which functions find in AWS_ENDPOINT_URL",
    source: "https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html",
    test: "sqs/api.test.ts",
    shows: "lets a function send with the official client and its own role",
    gap: "It has the services that this document names. Calls of others are answered with an error that says so.",
  },
  {
    operation: "Who calls: Signature Version 4",
    source: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html",
    test: "sqs/api.test.ts",
    shows: "refuses calls without a signature, or with a wrong one",
    gap: "Credentials are those that the simulator gives. There are no chunked uploads, and no Signature Version 4A.",
  },
];
