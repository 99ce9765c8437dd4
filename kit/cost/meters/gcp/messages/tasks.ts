import type { MeteredType } from "../../contract.ts";
import { pieces } from "../../units.ts";

/** A task is created once and delivered at least once, each counted by 32 KB. */
export const queue: MeteredType = {
  type: "gcp:cloudtasks/queue:Queue",
  source: "https://cloud.google.com/tasks/pricing",
  meters: [
    {
      price: "gcp.tasks.operations",
      quantity: ({ use }) => use("messages") * (1 + use("attempts")) * pieces(use("messageSize"), 32),
    },
  ],
  // https://cloud.google.com/tasks/docs/configuring-queues
  cap: ({ inputs }) => ({ concurrency: inputs.number("rateLimits.maxConcurrentDispatches", 1_000) }),
};
