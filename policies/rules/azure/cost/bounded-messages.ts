import type { Check, Rule } from "../../../contract/rule.ts";

const attempts: Check = function* ({ inputs }, given) {
  const [count = 10, most] = [inputs.number("maxDeliveryCount"), given.number("attempts")];
  if (count <= most) return;
  yield {
    property: "maxDeliveryCount",
    what: `messages that fail are tried more than ${most} times`,
    fix: `Set it to ${most} or less`,
  };
};

const own = {
  checks: [attempts],
  compliant: { maxDeliveryCount: 5 },
  broken: [["maxDeliveryCount", 100, "messages that fail are tried more than 10 times"]],
} as const;

export const rule: Rule = {
  name: "bounded-messages",
  cloud: "azure",
  title: "Messages are fetched in batches, and retried a limited number of times",
  severity: "medium",
  level: "advised",
  why: "Each attempt and each empty poll is billed.",
  source:
    "https://learn.microsoft.com/azure/service-bus-messaging/service-bus-dead-letter-queues#maximum-delivery-count",
  references: {},
  options: { attempts: { default: 10, what: "attempts to process a message" } },
  types: {
    "azure-native:servicebus:Queue": own,
    "azure-native:servicebus:Subscription": own,
  },
};
