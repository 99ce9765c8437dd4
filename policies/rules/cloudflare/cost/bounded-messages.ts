import type { Check, Rule } from "../../../contract/rule.ts";

const retries: Check = function* ({ inputs }, given) {
  const [count = 3, most] = [inputs.number("settings.maxRetries"), given.number("attempts")];
  if (count <= most) return;
  yield {
    property: "settings.maxRetries",
    what: `messages that fail are tried again more than ${most} times`,
    fix: `Set it to ${most} or less`,
  };
};

export const rule: Rule = {
  name: "bounded-messages",
  cloud: "cloudflare",
  title: "Messages are fetched in batches, and retried a limited number of times",
  severity: "medium",
  level: "advised",
  why: "Each attempt and each empty poll is billed.",
  source: "https://developers.cloudflare.com/queues/configuration/batching-retries/",
  references: {},
  options: { attempts: { default: 10, what: "attempts to process a message" } },
  types: {
    "cloudflare:index/queueConsumer:QueueConsumer": {
      checks: [retries],
      compliant: { settings: { maxRetries: 5 } },
      broken: [["settings.maxRetries", 100, "messages that fail are tried again more than 10 times"]],
    },
  },
};
