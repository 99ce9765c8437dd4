import type { Check, Rule } from "../../../contract/rule.ts";

const provisioned: Check = function* ({ inputs }, given) {
  const property = "provisionedConcurrentExecutions";
  const [instances = 0, most] = [inputs.number(property), given.number("instances")];
  if (instances > most)
    yield { property, what: `more than ${most} instances are kept idle`, fix: `Set it to ${most}, or remove it` };
};

const pollers: Check = function* ({ inputs }) {
  if (!inputs.has("provisionedPollerConfig")) return;
  yield {
    property: "provisionedPollerConfig",
    what: "provisioned pollers are billed around the clock",
    fix: "Remove it",
  };
};

export const rule: Rule = {
  name: "no-idle-capacity",
  cloud: "aws",
  title: "No instances are billed while there are no requests",
  severity: "high",
  level: "advised",
  why: "Idle instances are billed around the clock.",
  source: "https://docs.aws.amazon.com/lambda/latest/dg/provisioned-concurrency.html",
  references: {},
  options: { instances: { default: 0, what: "instances that may be idle" } },
  types: {
    "aws:lambda/provisionedConcurrencyConfig:ProvisionedConcurrencyConfig": {
      checks: [provisioned],
      compliant: { provisionedConcurrentExecutions: 0 },
      broken: [["provisionedConcurrentExecutions", 5, "more than 0 instances are kept idle"]],
    },
    "aws:lambda/eventSourceMapping:EventSourceMapping": {
      checks: [pollers],
      compliant: {},
      broken: [
        {
          inputs: { provisionedPollerConfig: { minimumPollers: 2 } },
          at: "provisionedPollerConfig",
          says: "billed around the clock",
        },
      ],
    },
  },
};
