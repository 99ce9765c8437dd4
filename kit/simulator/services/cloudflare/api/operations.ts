import type { CallerCheck, Operation } from "../../../contract.ts";

const token = "https://developers.cloudflare.com/fundamentals/api/get-started/create-token/";

export const operations: readonly Operation[] = [
  {
    operation: "The API's envelope, and API tokens",
    source: "https://developers.cloudflare.com/fundamentals/api/how-to/make-api-calls/",
    test: "queues/api.test.ts",
    shows: "asks for the account's API token",
    gap: "Only paths of queues, databases, and secrets of Workers and of Secrets Store. An account has one token, which may do everything in it; the control address gives it.",
  },
];

export const callers: readonly CallerCheck[] = [
  {
    who: "a program",
    calls: "Cloudflare's API",
    shows: "an API token",
    checked: "that it is the account's, on every call",
    source: token,
    code: "services/cloudflare/api/tokens.ts",
    test: ["cloudflare/queues/api.test.ts", "asks for the account's API token"],
  },
];
