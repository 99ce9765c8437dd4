import { CloudError, type Properties, type StoredResource, type World } from "../../../contract.ts";
import { isAllowed, type Permission } from "../../../iam/gcp.ts";
import { callLimit } from "../../../limits.ts";
import { type Api, type ApiCall, json, requireCredentials, requireScope } from "../api/index.ts";
import { projectBindings } from "../iam/index.ts";
import { jobToken } from "../tokens.ts";
import type { Runner } from "./runner.ts";

/** https://cloud.google.com/scheduler/docs/reference/rest/v1/projects.locations.jobs */
const jobs = /^\/v1\/(projects\/([^/]+)\/locations\/[^/]+\/jobs\/[^/:]+)(?::([a-zA-Z]+))?$/;

/** A job in the API's form. https://cloud.google.com/scheduler/docs/reference/rest/v1/projects.locations.jobs#Job */
function jobOf({ id, inputs, outputs }: StoredResource): Properties {
  const { description, schedule, httpTarget, retryConfig } = inputs;
  const { timeZone, attemptDeadline, state } = outputs;
  return { name: id, description, schedule, timeZone, attemptDeadline, httpTarget, retryConfig, state };
}

/** The message: https://cloud.google.com/iam/docs/permission-error-messages */
function requireAllowed(
  permission: Permission,
  name: string,
  project: string,
  { caller }: ApiCall,
  world: World,
): void {
  if (isAllowed(permission, caller, projectBindings(project, world))) return;
  const message = `The principal lacks IAM permission "${permission}" for the resource "${name}" (or the resource may not exist).`;
  throw new CloudError("PERMISSION_DENIED", message, 403);
}

/** Cloud Scheduler's API, which only has `jobs.get` and `jobs.run` here. */
export function schedulerApi(world: World, runner: Runner): Api {
  const requireJob = (name: string): StoredResource => {
    const job = world.store.get(jobToken, name);
    if (job === undefined) throw new CloudError("NOT_FOUND", "Job not found.", 404);
    return job;
  };
  return {
    host: "cloudscheduler.googleapis.com",
    owns: (path) => /^\/v1\/projects\/[^/]+\/locations\/[^/]+\/jobs(?:[/:]|$)/.test(path),
    handle(call) {
      requireCredentials(call);
      requireScope(call, "cloud-scheduler");
      const [, name = "", project = "", verb = ""] = jobs.exec(decodeURIComponent(call.path)) ?? [];
      const operation = name === "" ? "" : `${call.method} ${verb}`.trim();
      if (operation === "GET") {
        requireAllowed("cloudscheduler.jobs.get", name, project, call, world);
        return json(jobOf(requireJob(name)));
      }
      if (operation !== "POST run")
        throw callLimit("of Cloud Scheduler's API the simulator has only jobs.get and jobs.run");
      requireAllowed("cloudscheduler.jobs.run", name, project, call, world);
      const job = requireJob(name);
      // The run is started, and the call is answered before it ends.
      void runner.force(job, world.clock.now());
      return json(jobOf(job));
    },
  };
}
