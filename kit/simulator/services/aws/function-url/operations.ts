import type { CallerCheck, Operation } from "../../../contract.ts";

const guide = "https://docs.aws.amazon.com/lambda/latest/dg";

/** What the service does besides storing resources. Operations that are not listed are not simulated. */
export const operations: readonly Operation[] = [
  {
    operation: "Hand requests to the function and answers back",
    source: `${guide}/urls-invocation.html`,
    test: "addresses/function-url.test.ts",
    shows: "hands over path and query as they were sent",
    gap: "Which bodies count as text is measured by others on HTTP APIs, and the texts of failures are observed: neither is documented. A buffered handler behind RESPONSE_STREAM is read as a buffered response. With RESPONSE_STREAM, too, a request is read before the function starts.",
  },
  {
    operation: "Who may call, by the function's policy and the caller's",
    source: `${guide}/urls-auth.html`,
    test: "identity/url-callers.test.ts",
    shows: "lets in another account's role only by both policies",
    gap: "There are no organizations, and every caller's address is 127.0.0.1.",
  },
];

/** Who calls the service, and how callers are authenticated. */
export const callers: readonly CallerCheck[] = [
  {
    who: "anyone",
    calls: "a Function URL with `NONE`",
    shows: "nothing",
    checked: "the function's policy: `lambda:InvokeFunctionUrl` and `lambda:InvokeFunction` for everyone",
    source: "https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html",
    code: "services/aws/function-url/admission.ts",
    test: [
      "aws/addresses/function-url.test.ts",
      "lets in nobody where a URL became public by a change, until both permissions are there",
    ],
  },
  {
    who: "a role, a function, who deploys",
    calls: "a Function URL with `AWS_IAM`",
    shows: "Signature Version 4",
    checked: "signature, time and credentials; then the policies of the caller, its boundary and the function",
    source: "https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html",
    code: "services/aws/iam/credentials.ts",
    test: [
      "aws/identity/url-callers.test.ts",
      "lets in a role of the account by its own policy, unless another denies it",
    ],
  },
];
