import type { ResponseRules } from "../http/response.ts";

/** How Lambda reads what a function returned. https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-response-payload */
export const payloadRules: ResponseRules = { bareString: "json", multiValueHeaders: false, infers: true };
