import { requiresSome } from "../../../contract/requirements.ts";
import type { Rule } from "../../../contract/rule.ts";

export const rule: Rule = {
  name: "bounded-messages",
  cloud: "gcp",
  title: "Messages are fetched in batches, and retried a limited number of times",
  severity: "medium",
  level: "advised",
  why: "Each attempt and each empty poll is billed.",
  source: "https://cloud.google.com/pubsub/docs/subscription-retry-policy",
  references: {},
  types: {
    "gcp:pubsub/subscription:Subscription": {
      checks: [
        requiresSome("retryPolicy", {
          else: "messages that fail are retried at once",
          fix: 'Set it to `{ minimumBackoff: "10s", maximumBackoff: "600s" }`',
        }),
      ],
      unknowns: { retryPolicy: "any" },
      compliant: { retryPolicy: { minimumBackoff: "10s" } },
      broken: [["retryPolicy", undefined, "retried at once"]],
    },
  },
};
