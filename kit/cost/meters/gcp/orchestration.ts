import type { MeteredType, Reading } from "../contract.ts";

/** Jobs are paid for by the month, and not by how often they run. */
export const schedulerJob: MeteredType = {
  type: "gcp:cloudscheduler/job:Job",
  source: "https://cloud.google.com/scheduler/pricing",
  meters: [{ price: "gcp.scheduler.jobs", quantity: () => 1 }],
};

/** A task is created once and delivered at least once, each counted by 32 KB. */
export const tasksQueue: MeteredType = {
  type: "gcp:cloudtasks/queue:Queue",
  source: "https://cloud.google.com/tasks/pricing",
  meters: [
    {
      price: "gcp.tasks.operations",
      quantity: ({ use }) => use("messages") * (1 + use("attempts")) * Math.max(1, Math.ceil(use("messageSize") / 32)),
    },
  ],
  // https://cloud.google.com/tasks/docs/configuring-queues
  cap: ({ inputs }) => ({ concurrency: inputs.number("rateLimits.maxConcurrentDispatches", 1_000) }),
};

/** Steps are charged by the thousand. */
const byThousands = (steps: number): number => Math.ceil(steps / 1_000) * 1_000;

const internalSteps = ({ use }: Reading): number => use("requests") * Math.max(0, use("steps") - use("externalSteps"));

export const workflow: MeteredType = {
  type: "gcp:workflows/workflow:Workflow",
  source: "https://cloud.google.com/workflows/pricing",
  meters: [
    { price: "gcp.workflows.internal", quantity: (reading) => byThousands(internalSteps(reading)) },
    { price: "gcp.workflows.external", quantity: ({ use }) => byThousands(use("requests") * use("externalSteps")) },
  ],
};
