import type { Check, Rule } from "../../../contract/rule.ts";

const timeout: Check = function* ({ inputs }, given) {
  const [seconds, most] = [inputs.number("timeout"), given.number("seconds")];
  if (seconds === undefined || seconds <= most) return;
  yield {
    property: "timeout",
    what: `a run may take more than ${most} seconds`,
    fix: `Set \`timeout\` to ${most} or less`,
    remedy: { timeout: most },
  };
};

export const rule: Rule = {
  name: "timeout-cap",
  cloud: "aws",
  title: "Functions time out soon enough",
  severity: "low",
  level: "advised",
  isRemediable: true,
  why: "A function that hangs is billed until it times out.",
  source: "https://docs.aws.amazon.com/lambda/latest/dg/configuration-timeout.html",
  references: {},
  options: { seconds: { default: 300, what: "seconds that a run may take" } },
  types: {
    "aws:lambda/function:Function": {
      checks: [timeout],
      compliant: { timeout: 20 },
      broken: [["timeout", 900, "a run may take more than 300 seconds"]],
    },
  },
};
