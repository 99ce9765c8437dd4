import { app, type InvocationContext, type Timer } from "@azure/functions";
import type { Gate, ServeSettings } from "../../../../spec/index.ts";
import type { Drivers } from "../../../links.ts";
import { begin } from "../../../platform/azure.ts";
import type { ScheduleDefinition } from "../definition.ts";
import { dueTime, manualTime } from "../gate.ts";
import { start } from "../start.ts";

type Status = Timer["scheduleStatus"];

/** A timer as the host passes it: without a status before its first run, which the model's type does not say. */
type StatedTimer = Omit<Timer, "scheduleStatus"> & { readonly scheduleStatus?: Status | null | undefined };

/** What the programming model calls: https://learn.microsoft.com/azure/azure-functions/functions-bindings-timer */
export type AzureHandler = (timer: StatedTimer, context: InvocationContext) => Promise<void>;

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
 * The time that a call counts for, which the call does not say. A retry comes minutes later with the status of the first attempt:
 * the time that was expected next then is the one that this call is for. A call that is past due looks for what was missed.
 * https://github.com/Azure/azure-webjobs-sdk-extensions/blob/dev/src/WebJobs.Extensions/Extensions/Timers/Listener/TimerListener.cs
 */
function timeOf({ next }: Status, isPastDue: boolean): Date {
  const now = Date.now();
  const expected = Date.parse(next);
  return new Date(isPastDue || !(expected < now) ? now : expected);
}

/** How many milliseconds too early a timer may call. https://github.com/Azure/azure-webjobs-sdk-extensions/issues/132 */
const tooEarly = 1_000;

/**
 * Whether somebody has asked for the run, in the portal or at the host's address for it. The host then passes on the last status
 * that it has stored, in which the next time is still to come, or none before it has stored any.
 * https://learn.microsoft.com/azure/azure-functions/functions-manually-run-non-http
 * https://github.com/Azure/azure-webjobs-sdk-extensions/blob/dev/src/WebJobs.Extensions/Extensions/Timers/Bindings/TimerTriggerBinding.cs
 */
function isManual({ next }: Status, isPastDue: boolean): boolean {
  return !isPastDue && Date.parse(next) > Date.now() + tooEarly;
}

/** The time that a call is a run for, or undefined if it is not a run. */
function runTime({ isPastDue, scheduleStatus: status }: StatedTimer, gate: Gate | undefined): Date | undefined {
  if (!status || isManual(status, isPastDue)) return manualTime(Date.now());
  const now = timeOf(status, isPastDue);
  return gate ? dueTime(gate, { now, last: new Date(status.last) }) : now;
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
    const scheduledTime = runTime(timer, gate);
    if (scheduledTime === undefined) return;
    const { settled, ...invocation } = begin(context, settings.timeout);
    try {
      await run(scheduledTime, invocation);
    } finally {
      await settled();
    }
  };
}
