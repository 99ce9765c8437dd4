import type { Check, Rule } from "../../../contract/rule.ts";

const retries: Check = function* ({ inputs }, given) {
  const [count = 3, most] = [inputs.number("settings.maxRetries"), given.number("attempts")];
  if (count <= most) return;
  yield {
    property: "settings.maxRetries",
    what: `what fails is tried ${count} times more`,
    fix: `Set it to ${most} or less`,
  };
};

export const rule: Rule = {
  name: "bounded-messages",
  cloud: "cloudflare",
  title: "Messages are fetched in batches, and not tried without end",
  severity: "medium",
  level: "advised",
  why: "Each attempt and each empty answer is paid for.",
  source: "https://developers.cloudflare.com/queues/configuration/batching-retries/",
  references: {},
  options: { attempts: { default: 10, what: "attempts to process a message" } },
  types: {
    "cloudflare:index/queueConsumer:QueueConsumer": {
      checks: [retries],
      compliant: { settings: { maxRetries: 5 } },
      broken: [["settings.maxRetries", 100, "what fails is tried 100 times more"]],
    },
  },
};
