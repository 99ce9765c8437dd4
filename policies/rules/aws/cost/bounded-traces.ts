import type { Check, Rule } from "../../../contract/rule.ts";

const what = "it logs each request in full";

const trace = (property: string): Check =>
  function* ({ inputs }) {
    if (inputs.flag(property) === true) yield { property, what, fix: `Set \`${property}\` to \`false\`` };
  };

export const rule: Rule = {
  name: "bounded-traces",
  cloud: "aws",
  title: "Request logs are sampled, and contain no bodies",
  severity: "low",
  level: "advised",
  why: "Full logs of requests can cost more than the requests themselves, and can contain personal data.",
  source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html",
  references: { checkov: ["CKV_AWS_276"] },
  types: {
    "aws:apigatewayv2/stage:Stage": {
      checks: [trace("defaultRouteSettings.dataTraceEnabled")],
      compliant: { defaultRouteSettings: { dataTraceEnabled: false } },
      broken: [["defaultRouteSettings.dataTraceEnabled", true, what]],
    },
    "aws:apigateway/methodSettings:MethodSettings": {
      checks: [trace("settings.dataTraceEnabled")],
      compliant: { settings: { dataTraceEnabled: false } },
      broken: [["settings.dataTraceEnabled", true, what]],
    },
  },
};
