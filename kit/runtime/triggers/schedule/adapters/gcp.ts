import type { ServeSettings } from "../../../../spec/index.ts";
import type { Drivers } from "../../../links.ts";
import { type CloudFunction, createBegin, severity } from "../../../platform/gcp.ts";
import type { ScheduleDefinition } from "../definition.ts";
import { start } from "../start.ts";

/**
 * The header in which Cloud Scheduler says what time the job was to run.
 * https://cloud.google.com/scheduler/docs/reference/rest/v1/projects.locations.jobs#HttpTarget
 */
const timeHeader = "x-cloudscheduler-scheduletime";

/**
 * Makes the function that the Functions Framework calls. Cloud Scheduler calls it with a POST, and takes every status from 200 to
 * 299 for success; after any other it tries again.
 * https://cloud.google.com/scheduler/docs/reference/rest/v1/projects.locations.jobs#HttpTarget
 */
export function serve(
  definition: ScheduleDefinition,
  settings: ServeSettings<"schedule">,
  drivers: Drivers = {},
): CloudFunction {
  const run = start(definition, settings, drivers, { cloud: "gcp", environment: process.env, severity });
  const begin = createBegin(settings.timeout);
  return async (request, response) => {
    const { settled, ...invocation } = begin(request);
    const failed = await run(new Date(String(request.headers[timeHeader])), invocation).then(
      () => false,
      // It is in the log, and the answer is read by nobody but Cloud Scheduler.
      () => true,
    );
    await settled();
    response.writeHead(failed ? 500 : 204).end();
  };
}
