import { openGcp } from "../../credentials/index.ts";
import type { HandCaller } from "./contract.ts";
import { requireTimer } from "./state.ts";

const jobs = "https://cloud.google.com/scheduler/docs/reference/rest/v1/projects.locations.jobs";

/** Cloud Scheduler runs the job, as its own service account. */
export const gcp: HandCaller = {
  call: { text: "Cloud Scheduler's `jobs.run`, of its job", source: `${jobs}/run` },
  outcome: { text: "not waited for: the job calls the function after the answer", source: `${jobs}/run` },
  at: { text: "a job that is run by hand runs for now", source: `${jobs}/run` },
  event: { text: "a job sends what it is deployed with", source: `${jobs}#HttpTarget` },
  async open(fn, environment) {
    const { id } = requireTimer(fn);
    const access = await openGcp(environment);
    return {
      actor: access.actor,
      async run() {
        // "The request body must be empty."
        await access.send({ service: "cloudscheduler", method: "POST", path: `/v1/${id}:run` });
        return { ok: true, text: "was started: its log says what comes of it" };
      },
    };
  },
};
