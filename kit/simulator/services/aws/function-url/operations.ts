import type { Operation } from "../../../contract.ts";

const guide = "https://docs.aws.amazon.com/lambda/latest/dg";

/** What it does besides keeping resources. An operation that is not here does not exist here. */
export const operations: readonly Operation[] = [
  {
    operation: "Hand requests to the function and answers back",
    source: `${guide}/urls-invocation.html`,
    test: "addresses/function-url.test.ts",
    shows: "hands over path and query as they were sent",
    gap: "which bodies count as text is measured by others on HTTP APIs, the texts of failures are observed, and neither is documented; a buffered handler behind RESPONSE_STREAM is read as a buffered response; with RESPONSE_STREAM too a request is read before the function starts",
  },
  {
    operation: "Who may call, by the function's policy and the caller's",
    source: `${guide}/urls-auth.html`,
    test: "identity/url-callers.test.ts",
    shows: "lets in another account's role only by both policies",
    gap: "no organizations; every caller's address is 127.0.0.1",
  },
];
