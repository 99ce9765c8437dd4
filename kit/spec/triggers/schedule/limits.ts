import type { PerCloud } from "../../clouds.ts";
import type { Sourced } from "../../limits.ts";

/** Longest time in seconds that a scheduled run may take. `false`: as long as the function may. Checked at preview. */
export const scheduleTimeouts: PerCloud<Sourced<number | false>> = {
  aws: { value: false, source: "https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html" },
  // A job waits for its answer, from 15 seconds to 30 minutes.
  gcp: { value: 1_800, source: "https://cloud.google.com/scheduler/docs/reference/rest/v1/projects.locations.jobs" },
  azure: { value: false, source: "https://learn.microsoft.com/azure/azure-functions/functions-scale#timeout" },
  cloudflare: { value: 900, source: "https://developers.cloudflare.com/workers/platform/limits/#duration" },
};
