import { requiresSome } from "../../../contract/requirements.ts";
import type { Rule } from "../../../contract/rule.ts";

export const rule: Rule = {
  name: "bounded-messages",
  cloud: "gcp",
  title: "Messages are fetched in batches, and not tried without end",
  severity: "medium",
  level: "advised",
  why: "Each attempt and each empty answer is paid for.",
  source: "https://cloud.google.com/pubsub/docs/subscription-retry-policy",
  references: {},
  types: {
    "gcp:pubsub/subscription:Subscription": {
      checks: [
        requiresSome("retryPolicy", {
          else: "what fails is tried again at once, and again",
          fix: 'Set it to `{ minimumBackoff: "10s", maximumBackoff: "600s" }`',
        }),
      ],
      unknowns: { retryPolicy: "any" },
      compliant: { retryPolicy: { minimumBackoff: "10s" } },
      broken: [["retryPolicy", undefined, "what fails is tried again at once"]],
    },
  },
};
