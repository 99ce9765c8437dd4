import { requiresSome } from "../../../contract/requirements.ts";
import type { Rule } from "../../../contract/rule.ts";

const what = "only the quota of the account limits its requests";

const limit = (property: string) =>
  requiresSome(property, { else: what, fix: "Set it to the requests that the function can serve" });

export const rule: Rule = {
  name: "rate-limits",
  cloud: "aws",
  title: "Requests are limited in rate",
  severity: "medium",
  why: "One client can use up all capacity, and run up the bill.",
  source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html",
  references: { nist: ["SC-5"] },
  types: {
    "aws:apigatewayv2/stage:Stage": {
      checks: [limit("defaultRouteSettings.throttlingRateLimit"), limit("defaultRouteSettings.throttlingBurstLimit")],
      unknowns: { defaultRouteSettings: "any" },
      compliant: { defaultRouteSettings: { throttlingRateLimit: 100, throttlingBurstLimit: 200 } },
      broken: [
        ["defaultRouteSettings.throttlingRateLimit", undefined, what],
        ["defaultRouteSettings.throttlingBurstLimit", undefined, what],
      ],
    },
  },
};
