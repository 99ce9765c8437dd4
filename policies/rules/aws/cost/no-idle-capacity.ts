import type { Check, Rule } from "../../../contract/rule.ts";

const provisioned: Check = function* ({ inputs }, given) {
  const property = "provisionedConcurrentExecutions";
  const [instances = 0, most] = [inputs.number(property), given.number("instances")];
  if (instances > most)
    yield { property, what: `${instances} instances wait all the time`, fix: `Set it to ${most}, or take it away` };
};

const pollers: Check = function* ({ inputs }) {
  if (!inputs.has("provisionedPollerConfig")) return;
  yield { property: "provisionedPollerConfig", what: "pollers wait all the time", fix: "Leave it out" };
};

export const rule: Rule = {
  name: "no-idle-capacity",
  cloud: "aws",
  title: "Nothing runs while nobody asks",
  severity: "high",
  level: "advised",
  why: "It is paid for day and night.",
  source: "https://docs.aws.amazon.com/lambda/latest/dg/provisioned-concurrency.html",
  references: {},
  options: { instances: { default: 0, what: "instances that may wait" } },
  types: {
    "aws:lambda/provisionedConcurrencyConfig:ProvisionedConcurrencyConfig": {
      checks: [provisioned],
      compliant: { provisionedConcurrentExecutions: 0 },
      broken: [["provisionedConcurrentExecutions", 5, "5 instances wait all the time"]],
    },
    "aws:lambda/eventSourceMapping:EventSourceMapping": {
      checks: [pollers],
      compliant: {},
      broken: [
        {
          inputs: { provisionedPollerConfig: { minimumPollers: 2 } },
          at: "provisionedPollerConfig",
          says: "pollers wait",
        },
      ],
    },
  },
};
