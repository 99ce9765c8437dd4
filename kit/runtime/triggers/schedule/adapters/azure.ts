import { app, type InvocationContext, type Timer } from "@azure/functions";
import type { Gate, ServeSettings } from "../../../../spec/index.ts";
import type { Drivers } from "../../../links.ts";
import { begin } from "../../../platform/azure.ts";
import type { ScheduleDefinition } from "../definition.ts";
import { dueTime, manualTime } from "../gate.ts";
import { start } from "../start.ts";

type Status = Timer["scheduleStatus"];

/** A timer as the host tells of it: without a status before there is one, which the model's type does not say. */
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
 * When a call is to be taken for, which does not say what time it is for. A retry comes minutes later, and has the status of the
 * first attempt: what was expected next then is what this call is for. One that is past due looks for what was missed.
 * https://github.com/Azure/azure-webjobs-sdk-extensions/blob/dev/src/WebJobs.Extensions/Extensions/Timers/Listener/TimerListener.cs
 */
function timeOf({ next }: Status, isPastDue: boolean): Date {
  const now = Date.now();
  const expected = Date.parse(next);
  return new Date(isPastDue || !(expected < now) ? now : expected);
}

/** How much too early a timer may call, in milliseconds. https://github.com/Azure/azure-webjobs-sdk-extensions/issues/132 */
const tooEarly = 1_000;

/**
 * Whether somebody asked for the run, in the portal or at the host's address for it. The host then hands on what it last wrote
 * down of the timer, where what is expected next is still to come, or nothing before it has written anything down.
 * https://learn.microsoft.com/azure/azure-functions/functions-manually-run-non-http
 * https://github.com/Azure/azure-webjobs-sdk-extensions/blob/dev/src/WebJobs.Extensions/Extensions/Timers/Bindings/TimerTriggerBinding.cs
 */
function isManual({ next }: Status, isPastDue: boolean): boolean {
  return !isPastDue && Date.parse(next) > Date.now() + tooEarly;
}

/** The time that a call is a run for, or undefined if it is none. */
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
