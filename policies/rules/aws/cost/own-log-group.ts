import type { GraphCheck, Rule } from "../../../contract/rule.ts";

const type = "aws:cloudwatch/logGroup:LogGroup";

/** A group that a function names, or that is named after it. */
const group: GraphCheck = function* (subject, program) {
  if (subject.inputs.has("loggingConfig.logGroup")) return;
  const name = subject.inputs.known("name");
  if (name !== undefined && program.all(type).some(({ inputs }) => inputs.known("name") === `/aws/lambda/${name}`))
    return;
  const fix = "Set `loggingConfig` to `{ logFormat, logGroup: <the name of a LogGroup> }`";
  yield { property: "loggingConfig.logGroup", what: "the program does not define its log group", fix };
};

export const rule: Rule = {
  name: "own-log-group",
  cloud: "aws",
  title: "Each function has a log group that expires",
  severity: "low",
  level: "advised",
  why: "The log group that Lambda creates by itself keeps logs forever.",
  source: "https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-loggroups.html",
  references: {},
  types: {
    "aws:lambda/function:Function": {
      graph: [group],
      unknowns: { loggingConfig: "any" },
      compliant: { name: "shop", loggingConfig: { logGroup: "shop" } },
      broken: [["loggingConfig.logGroup", undefined, "the program does not define its log group"]],
    },
  },
};
