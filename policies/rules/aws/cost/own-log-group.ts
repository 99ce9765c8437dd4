import type { GraphCheck, Rule } from "../../../contract/rule.ts";

const type = "aws:cloudwatch/logGroup:LogGroup";

/** A group that a function names, or that is named after it. */
const group: GraphCheck = function* (subject, program) {
  if (subject.inputs.has("loggingConfig.logGroup")) return;
  const name = subject.inputs.known("name");
  if (name !== undefined && program.all(type).some(({ inputs }) => inputs.known("name") === `/aws/lambda/${name}`))
    return;
  const fix = "Set `loggingConfig` to `{ logFormat, logGroup: <the name of a LogGroup> }`";
  yield { property: "loggingConfig.logGroup", what: "its log group is not in the program", fix };
};

export const rule: Rule = {
  name: "own-log-group",
  cloud: "aws",
  title: "Each function has a log group that ends",
  severity: "low",
  level: "advised",
  why: "Lambda makes one that keeps everything for ever.",
  source: "https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-loggroups.html",
  references: {},
  types: {
    "aws:lambda/function:Function": {
      graph: [group],
      unknowns: { loggingConfig: "any" },
      compliant: { name: "shop", loggingConfig: { logGroup: "shop" } },
      broken: [["loggingConfig.logGroup", undefined, "its log group is not in the program"]],
    },
  },
};
