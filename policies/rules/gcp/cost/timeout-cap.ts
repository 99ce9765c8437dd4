import type { Check, Rule } from "../../../contract/rule.ts";

const timeout: Check = function* ({ inputs }, given) {
  const property = "serviceConfig.timeoutSeconds";
  const [seconds, most] = [inputs.number(property), given.number("seconds")];
  if (seconds === undefined || seconds <= most) return;
  yield { property, what: `a run may take more than ${most} seconds`, fix: `Set \`${property}\` to ${most} or less` };
};

export const rule: Rule = {
  name: "timeout-cap",
  cloud: "gcp",
  title: "Functions time out soon enough",
  severity: "low",
  level: "advised",
  why: "A function that hangs is billed until it times out.",
  source: "https://cloud.google.com/run/docs/configuring/request-timeout",
  references: {},
  options: { seconds: { default: 300, what: "seconds that a run may take" } },
  types: {
    "gcp:cloudfunctionsv2/function:Function": {
      checks: [timeout],
      compliant: { serviceConfig: { timeoutSeconds: 20 } },
      broken: [["serviceConfig.timeoutSeconds", 3600, "a run may take more than 300 seconds"]],
    },
  },
};
