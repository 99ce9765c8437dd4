import type { Check, Rule } from "../../../contract/rule.ts";

const sampling: Check = function* ({ inputs }, given) {
  const [share = 1, most] = [inputs.number("observability.headSamplingRate"), given.number("share")];
  if (share <= most) return;
  yield {
    property: "observability.headSamplingRate",
    what: `more than ${most * 100} % of requests are logged`,
    fix: `Set it to ${most} or less`,
  };
};

export const rule: Rule = {
  name: "bounded-traces",
  cloud: "cloudflare",
  title: "Request logs are sampled, and contain no bodies",
  severity: "low",
  level: "advised",
  why: "Full logs of requests can cost more than the requests themselves, and can contain personal data.",
  source: "https://developers.cloudflare.com/workers/observability/logs/workers-logs/#head-based-sampling",
  references: {},
  options: { share: { default: 1, what: "the share of requests that are logged, from 0 to 1" } },
  types: {
    "cloudflare:index/workersScript:WorkersScript": {
      checks: [sampling],
      compliant: { observability: { headSamplingRate: 0.1 } },
      given: { options: { share: 0.1 } },
      broken: [["observability.headSamplingRate", 1, "more than 10 % of requests are logged"]],
    },
  },
};
