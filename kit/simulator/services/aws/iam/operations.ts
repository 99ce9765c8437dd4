import type { Operation } from "../../../contract.ts";

const iam = "https://docs.aws.amazon.com/IAM/latest/UserGuide";

/** What the service does besides storing resources. Operations that are not listed are not simulated. */
export const operations: readonly Operation[] = [
  {
    operation: "Policy evaluation: identity, boundary, resource and trust policies",
    source: `${iam}/reference_policies_evaluation-logic.html`,
    test: "identity/iam.test.ts",
    shows: "lets an explicit deny win over every allow",
    gap: "There are no organization and session policies, no users and no groups. Not all of AWS's own policies are known.",
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
    gap: "Only Function URLs and the API endpoint check it. There are no chunked uploads, and no Signature Version 4A. Credentials are temporary ones that the simulator gives.",
  },
];
