import type { GraphCheck, Rule } from "../../../contract/rule.ts";

const mapping = "aws:apigatewayv2/apiMapping:ApiMapping";

const endpoint: GraphCheck = function* (subject, program) {
  if (subject.inputs.flag("disableExecuteApiEndpoint") === true) return;
  if (program.users(subject, mapping, "apiId").length === 0) return;
  const fix = "Set `disableExecuteApiEndpoint` to `true`";
  yield {
    property: "disableExecuteApiEndpoint",
    what: "it has a custom domain, and can still be reached without it",
    fix,
  };
};

export const rule: Rule = {
  name: "only-through-the-edge",
  cloud: "aws",
  title: "Origins can be reached through the edge only",
  severity: "medium",
  why: "Requests that bypass the edge bypass its firewall, its rate limits and its cache.",
  source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-disable-default-endpoint.html",
  references: { nist: ["SC-7", "AC-4"] },
  types: {
    "aws:apigatewayv2/api:Api": {
      graph: [endpoint],
      compliant: { disableExecuteApiEndpoint: true },
      given: { around: [{ type: mapping, name: "mapping", sources: { apiId: "subject" } }] },
      broken: [
        ["disableExecuteApiEndpoint", false, "it has a custom domain, and can still be reached without it"],
        ["disableExecuteApiEndpoint", undefined, "it has a custom domain, and can still be reached without it"],
      ],
    },
  },
};
