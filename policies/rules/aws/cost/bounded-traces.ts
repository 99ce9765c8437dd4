import type { Check, Rule } from "../../../contract/rule.ts";

const what = "it writes down what is said in each request";

const trace = (property: string): Check =>
  function* ({ inputs }) {
    if (inputs.flag(property) === true) yield { property, what, fix: `Set \`${property}\` to \`false\`` };
  };

export const rule: Rule = {
  name: "bounded-traces",
  cloud: "aws",
  title: "Not everything that is said is written down",
  severity: "low",
  level: "advised",
  why: "Bodies of requests cost more to keep than to answer, and hold what nobody may read.",
  source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-logging.html",
  references: {},
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
