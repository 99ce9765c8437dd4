import type { Check, Rule } from "../../../contract/rule.ts";

const sampling: Check = function* ({ inputs }, given) {
  const [share = 1, most] = [inputs.number("observability.headSamplingRate"), given.number("share")];
  if (share <= most) return;
  yield {
    property: "observability.headSamplingRate",
    what: `${share * 100} % of requests are written down`,
    fix: `Set it to ${most} or less`,
  };
};

export const rule: Rule = {
  name: "bounded-traces",
  cloud: "cloudflare",
  title: "Not everything that is said is written down",
  severity: "low",
  level: "advised",
  why: "Bodies of requests cost more to keep than to answer, and hold what nobody may read.",
  source: "https://developers.cloudflare.com/workers/observability/logs/workers-logs/#head-based-sampling",
  references: {},
  options: { share: { default: 1, what: "the share of requests that are written down, from 0 to 1" } },
  types: {
    "cloudflare:index/workersScript:WorkersScript": {
      checks: [sampling],
      compliant: { observability: { headSamplingRate: 0.1 } },
      given: { options: { share: 0.1 } },
      broken: [["observability.headSamplingRate", 1, "100 % of requests are written down"]],
    },
  },
};
