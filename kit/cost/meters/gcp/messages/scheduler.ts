import type { MeteredType } from "../../contract.ts";

/** Jobs are paid for by the month, and not by how often they run. */
export const job: MeteredType = {
  type: "gcp:cloudscheduler/job:Job",
  source: "https://cloud.google.com/scheduler/pricing",
  meters: [{ price: "gcp.scheduler.jobs", quantity: () => 1 }],
};
