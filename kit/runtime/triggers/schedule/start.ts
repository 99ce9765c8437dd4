import { FourfoldError } from "../../../spec/errors.ts";
import type { ServeSettings } from "../../../spec/index.ts";
import { createContexts, type Invocation, type Platform, titleOf } from "../../invocation.ts";
import { type Drivers, openLinks } from "../../links.ts";
import { within } from "../../platform/deadline.ts";
import type { ScheduledHandler } from "./context.ts";
import type { ScheduleDefinition } from "./definition.ts";

/** Runs a handler for one time. Rejects when the run has failed, so that the platform learns of it. */
export type Run = (scheduledTime: Date, invocation: Invocation) => Promise<void>;

function makeHandler(definition: ScheduleDefinition, links: Readonly<Record<string, unknown>>): ScheduledHandler {
  const handler: ScheduledHandler = definition.make(links);
  if (typeof handler === "function") return handler;
  throw new FourfoldError("ERR_HANDLER_EXPORT", {
    where: titleOf(definition),
    what: "it made nothing that can run.",
    fix: "Return a function from the one that is passed to `scheduled`.",
  });
}

/** At the deadline the platform would end the instance, or, as on Workers, would let the run go on. */
const late = () => new Error("The run took too long and was given up.");

/**
 * Starts a function: opens its links and makes its handler. Each run is logged with its time, its result and its duration
 * in milliseconds; a failure with stack and cause.
 *
 * @throws FourfoldError `ERR_LINK` when a link's value is missing.
 */
export function start(
  definition: ScheduleDefinition,
  { links }: Pick<ServeSettings<"schedule">, "links">,
  drivers: Drivers,
  platform: Platform,
): Run {
  const { handed, enter } = openLinks(titleOf(definition), links, drivers, platform.environment);
  const handler = makeHandler(definition, handed);
  const makeContext = createContexts(definition, platform);
  return async (scheduledTime, invocation) => {
    const { id } = invocation;
    const context = { ...makeContext({ invocationId: id }, { requestId: id }, invocation), id, scheduledTime };
    const { log } = context;
    const began = Date.now();
    const report = (result: "done" | "failed") => {
      log.info("scheduled run", { scheduledTime: scheduledTime.toJSON(), result, duration: Date.now() - began });
    };
    try {
      if (Number.isNaN(scheduledTime.getTime())) throw new TypeError("The call does not say what time it is for.");
      await within(
        context.remaining(),
        enter(context, () => handler(context)),
        late,
      );
    } catch (error) {
      log.error("The run failed.", { error });
      report("failed");
      throw error;
    }
    report("done");
  };
}
