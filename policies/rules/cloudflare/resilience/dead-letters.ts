import { requiresSome } from "../../../contract/requirements.ts";
import type { Rule } from "../../../contract/rule.ts";

export const rule: Rule = {
  name: "dead-letters",
  cloud: "cloudflare",
  title: "Messages that cannot be processed are kept",
  severity: "medium",
  why: "Otherwise they are retried forever, or lost unnoticed.",
  source: "https://developers.cloudflare.com/queues/configuration/dead-letter-queues/",
  references: { nist: ["SI-2", "AU-12(3)"] },
  types: {
    "cloudflare:index/queueConsumer:QueueConsumer": {
      checks: [
        requiresSome("deadLetterQueue", {
          else: "messages that cannot be processed are deleted",
          fix: "Set it to the name of another queue",
        }),
      ],
      unknowns: { deadLetterQueue: "any" },
      compliant: { deadLetterQueue: "dead-letters" },
      broken: [["deadLetterQueue", undefined, "messages that cannot be processed are deleted"]],
    },
  },
};
