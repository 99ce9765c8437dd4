import type { Check, Rule } from "../../../contract/rule.ts";

/** Where nothing is said, it is 30 seconds of processor time. */
const limit: Check = function* ({ inputs }, given) {
  const [spent, most] = [inputs.number("limits.cpuMs"), given.number("cpu")];
  if (spent === undefined || spent <= most) return;
  yield {
    property: "limits.cpuMs",
    what: `a run may take more than ${most} ms of processor time`,
    fix: `Set it to ${most} or less`,
  };
};

export const rule: Rule = {
  name: "timeout-cap",
  cloud: "cloudflare",
  title: "Functions time out soon enough",
  severity: "low",
  level: "advised",
  why: "A function that hangs is billed until it times out.",
  source: "https://developers.cloudflare.com/workers/wrangler/configuration/#limits",
  references: {},
  options: { cpu: { default: 30000, what: "milliseconds of processor time that a run may take" } },
  types: {
    "cloudflare:index/workersScript:WorkersScript": {
      checks: [limit],
      compliant: { limits: { cpuMs: 50 } },
      broken: [["limits.cpuMs", 300_000, "a run may take more than 30000 ms of processor time"]],
    },
  },
};
