import { app, type InvocationContext, type Timer } from "@azure/functions";
import type { ServeSettings } from "../../../../spec/index.ts";
import type { Drivers } from "../../../links.ts";
import { collectBackground } from "../../../platform/background.ts";
import { deadlineIn } from "../../../platform/deadline.ts";
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

/** Makes the handler that the programming model calls. The timer does not say what time it calls for: that follows from the schedule. */
export function createHandler(
  definition: ScheduleDefinition,
  settings: ServeSettings<"schedule">,
  drivers: Drivers = {},
): AzureHandler {
  const run = start(definition, settings, drivers, { cloud: "azure", environment: process.env });
  const { gate } = settings.schedule;
  return async ({ scheduleStatus }, context) => {
    const now = new Date();
    const scheduledTime = gate && dueTime(gate, { now, last: new Date(scheduleStatus.last) });
    if (scheduledTime === undefined) return;
    const deadline = deadlineIn(settings.timeout * 1_000);
    const { waitUntil, settled } = collectBackground(deadline);
    // Lines of `console` would not belong to the invocation.
    const write = (level: "debug" | "info" | "warn" | "error", line: string) => context[level](line);
    await run(scheduledTime, { id: context.invocationId, deadline, write, waitUntil });
    await settled();
  };
}
