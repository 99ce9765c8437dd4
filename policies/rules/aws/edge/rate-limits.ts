import { requiresSome } from "../../../contract/requirements.ts";
import type { Rule } from "../../../contract/rule.ts";

const what = "it takes as many requests as the account may";

const limit = (property: string) => requiresSome(property, { else: what, fix: "Set it to what the function can do" });

export const rule: Rule = {
  name: "rate-limits",
  cloud: "aws",
  title: "Nobody may ask without end",
  severity: "medium",
  why: "One client takes all there is, and the bill is yours.",
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
