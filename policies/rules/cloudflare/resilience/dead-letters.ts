import { requiresSome } from "../../../contract/requirements.ts";
import type { Rule } from "../../../contract/rule.ts";

export const rule: Rule = {
  name: "dead-letters",
  cloud: "cloudflare",
  title: "What cannot be processed is kept",
  severity: "medium",
  why: "It is tried for ever, or lost without anyone noticing.",
  source: "https://developers.cloudflare.com/queues/configuration/dead-letter-queues/",
  references: { nist: ["SI-2", "AU-12(3)"] },
  types: {
    "cloudflare:index/queueConsumer:QueueConsumer": {
      checks: [
        requiresSome("deadLetterQueue", {
          else: "what cannot be processed is deleted",
          fix: "Set it to the name of another queue",
        }),
      ],
      unknowns: { deadLetterQueue: "any" },
      compliant: { deadLetterQueue: "dead-letters" },
      broken: [["deadLetterQueue", undefined, "what cannot be processed is deleted"]],
    },
  },
};
