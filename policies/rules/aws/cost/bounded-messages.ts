import type { Check, Rule } from "../../../contract/rule.ts";

/** The account's limit is shared: one queue would take all of it. */
const concurrency: Check = function* ({ inputs }) {
  if (!/:sqs:/.test(inputs.known("eventSourceArn") ?? ":sqs:") || inputs.has("scalingConfig.maximumConcurrency"))
    return;
  const fix = "Set it to the number of instances that this queue may start";
  yield {
    property: "scalingConfig.maximumConcurrency",
    what: "only the quota of the account limits its instances",
    fix,
  };
};

export const rule: Rule = {
  name: "bounded-messages",
  cloud: "aws",
  title: "Messages are fetched in batches, and retried a limited number of times",
  severity: "medium",
  level: "advised",
  why: "Each attempt and each empty poll is billed.",
  source: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-short-and-long-polling.html",
  references: {},
  types: {
    "aws:lambda/eventSourceMapping:EventSourceMapping": {
      checks: [concurrency],
      unknowns: { scalingConfig: "any" },
      compliant: {
        eventSourceArn: "arn:aws:sqs:eu-west-1:123456789012:orders",
        scalingConfig: { maximumConcurrency: 10 },
      },
      broken: [["scalingConfig", undefined, "only the quota of the account", "scalingConfig.maximumConcurrency"]],
    },
  },
};
