import type { IncomingMessage, ServerResponse } from "node:http";
import type { ServeSettings } from "../../../../spec/index.ts";
import type { Drivers } from "../../../links.ts";
import { collectBackground } from "../../../platform/background.ts";
import { deadlineIn } from "../../../platform/deadline.ts";
import { noteArrivals } from "../../../platform/google-arrivals.ts";
import { severity, write } from "../../../platform/google-log.ts";
import type { ScheduleDefinition } from "../definition.ts";
import { start } from "../start.ts";

/** What the Functions Framework hands over: Express's request. */
interface FunctionRequest extends IncomingMessage {
  /** The platform's id of the request; the framework makes one up where there is none. */
  readonly executionId?: string;
}

/** What the Functions Framework calls. */
export type CloudFunction = (request: FunctionRequest, response: ServerResponse) => Promise<void>;

/**
 * The time that a job was to run, as Cloud Scheduler says it in a header.
 * https://cloud.google.com/scheduler/docs/reference/rest/v1/projects.locations.jobs#HttpTarget
 */
const timeHeader = "x-cloudscheduler-scheduletime";

/**
 * Makes the function that the Functions Framework calls. Cloud Scheduler asks it with a POST, and takes every status from
 * 200 to 299 for a run that is done; after any other it tries again.
 * https://cloud.google.com/scheduler/docs/reference/rest/v1/projects.locations.jobs#HttpTarget
 */
export function serve(
  definition: ScheduleDefinition,
  settings: ServeSettings<"schedule">,
  drivers: Drivers = {},
): CloudFunction {
  const run = start(definition, settings, drivers, { cloud: "gcp", environment: process.env, severity });
  const arrivals = noteArrivals();
  return async (request, response) => {
    const { headers, executionId = crypto.randomUUID() } = request;
    const deadline = deadlineIn(settings.timeout * 1_000, arrivals.get(request));
    const { waitUntil, settled } = collectBackground(deadline);
    const failed = await run(new Date(String(headers[timeHeader])), {
      id: executionId,
      deadline,
      write,
      waitUntil,
    }).then(
      () => false,
      // It is in the log, and the answer is read by nobody but Cloud Scheduler.
      () => true,
    );
    await settled();
    response.writeHead(failed ? 500 : 204).end();
  };
}
