import { sendLimits } from "./send-limits.ts";

/** What is the same on every cloud, because the smallest of them decides. */
export const messageLimits = {
  ...sendLimits,
  /** Seconds that one message may take: the longest acknowledgement deadline of Pub/Sub. */
  timeLimit: 600,
  /** Seconds that a message waits after an attempt that failed. */
  backoff: 600,
  attempts: { min: 5, max: 100 },
  keepFor: { min: 600, max: 1_209_600 },
  batch: 100,
  within: 60,
  parallel: { min: 2, max: 250 },
} as const;
