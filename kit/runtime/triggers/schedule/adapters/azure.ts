import { app, type InvocationContext, type Timer } from "@azure/functions";
import type { ServeSettings } from "../../../../spec/index.ts";
import type { Drivers } from "../../../links.ts";
import { begin } from "../../../platform/azure.ts";
import type { ScheduleDefinition } from "../definition.ts";
import { dueTime } from "../gate.ts";
import { start } from "../start.ts";

/** What the programming model calls: https://learn.microsoft.com/azure/azure-functions/functions-bindings-timer */
export type AzureHandler = (timer: Timer, context: InvocationContext) => Promise<void>;

/** Failed runs are tried again as on AWS. https://learn.microsoft.com/azure/azure-functions/functions-bindings-error-pages#retry-policies */
const retry = { strategy: "fixedDelay", maxRetryCount: 2, delayInterval: { minutes: 1 } } as const;

/** Registers the function with the Azure Functions programming model v4. */
export function serve(
  definition: ScheduleDefinition,
  settings: ServeSettings<"schedule">,
  drivers: Drivers = {},
): void {
  const { expression = "" } = settings.schedule;
  app.timer(definition.name, { schedule: expression, retry, handler: createHandler(definition, settings, drivers) });
}

/**
 * When a call is to be taken for, which does not say what time it is for. A retry comes minutes later, and has the status of the
 * first attempt: what was expected next then is what this call is for. One that is past due looks for what was missed.
 * https://github.com/Azure/azure-webjobs-sdk-extensions/blob/dev/src/WebJobs.Extensions/Extensions/Timers/Listener/TimerListener.cs
 */
function timeOf({ isPastDue, scheduleStatus }: Timer): Date {
  const now = Date.now();
  const expected = Date.parse(scheduleStatus.next);
  return new Date(isPastDue || !(expected < now) ? now : expected);
}

/** Makes the handler that the programming model calls. */
export function createHandler(
  definition: ScheduleDefinition,
  settings: ServeSettings<"schedule">,
  drivers: Drivers = {},
): AzureHandler {
  const run = start(definition, settings, drivers, { cloud: "azure", environment: process.env });
  const { gate } = settings.schedule;
  return async (timer, context) => {
    const now = timeOf(timer);
    const scheduledTime = gate ? dueTime(gate, { now, last: new Date(timer.scheduleStatus.last) }) : now;
    if (scheduledTime === undefined) return;
    const { settled, ...invocation } = begin(context, settings.timeout);
    try {
      await run(scheduledTime, invocation);
    } finally {
      await settled();
    }
  };
}
