import type { Binding, RegisteredFunction, RetryOptions, TypedData } from "./worker-process.ts";

/** An event of a trigger. */
export interface FunctionEvent {
  /** The input of the function, as the trigger's extension of the host passes it to a worker. */
  readonly data: TypedData;
  /** The trigger's metadata. @default none */
  readonly metadata?: Readonly<Record<string, TypedData>>;
  /** Why the function runs, for its log. */
  readonly reason: string;
}

/** A function with its trigger: every function has exactly one. */
export interface TriggeredFunction {
  readonly name: string;
  readonly trigger: Binding & { readonly name: string };
  /** How the host retries it. @default not at all */
  readonly retry?: RetryOptions;
}

/** The functions of an app by their triggers. https://learn.microsoft.com/azure/azure-functions/functions-triggers-bindings */
export function triggersOf(functions: readonly RegisteredFunction[]): readonly TriggeredFunction[] {
  return functions.flatMap(({ name, bindings, retry }) =>
    Object.entries(bindings)
      .filter(([, { type }]) => /trigger$/i.test(type))
      .slice(0, 1)
      .map(([key, binding]) => ({
        name,
        trigger: { ...binding, name: key },
        ...(retry === undefined ? {} : { retry }),
      })),
  );
}

/** An occurrence of a timer's schedule. Times are epoch milliseconds. */
export interface TimerOccurrence {
  /** The occurrence before it. @default none */
  readonly last?: number;
  /**
   * The occurrence that was expected next when this record was written: this one, or the first that was missed.
   * https://github.com/Azure/azure-webjobs-sdk-extensions/blob/dev/src/WebJobs.Extensions/Extensions/Timers/Listener/TimerListener.cs
   */
  readonly next: number;
  /** When this record was last written. */
  readonly updated: number;
  /** Whether it comes late, because it was missed. */
  readonly isPastDue: boolean;
  /** When it is run. */
  readonly fired: number;
}

/** The default time of .NET: nothing has happened yet. */
const never = "0001-01-01T00:00:00";

/**
 * What the host passes to a function with a timer trigger. Its JSON has the capitalized names of .NET's properties; the model
 * for Node.js turns them into `isPastDue`, `schedule` and `scheduleStatus`.
 * https://github.com/Azure/azure-webjobs-sdk-extensions/blob/dev/src/WebJobs.Extensions/Extensions/Timers/TimerInfo.cs
 * https://github.com/Azure/azure-functions-nodejs-library/blob/v4.x/src/InvocationModel.ts
 */
export function timerEvent({ last, next, updated, isPastDue, fired }: TimerOccurrence): FunctionEvent {
  const timer = {
    Schedule: { AdjustForDST: true },
    ScheduleStatus: {
      Last: last === undefined ? never : dotnetTime(last),
      Next: dotnetTime(next),
      LastUpdated: dotnetTime(updated),
    },
    IsPastDue: isPastDue,
  };
  return { data: { json: JSON.stringify(timer) }, reason: `Timer fired at ${roundTrip(fired)}` };
}

/**
 * What the host passes when the function is run by hand: the stored status of the timer, if there is one.
 * https://github.com/Azure/azure-webjobs-sdk-extensions/blob/dev/src/WebJobs.Extensions/Extensions/Timers/Bindings/TimerTriggerBinding.cs
 */
export function askedTimerEvent(status?: Pick<TimerOccurrence, "last" | "next" | "updated">): FunctionEvent {
  const reason = "This function was programmatically called via the host APIs.";
  if (status !== undefined) return { ...timerEvent({ ...status, isPastDue: false, fired: status.updated }), reason };
  const timer = { Schedule: { AdjustForDST: true }, ScheduleStatus: null, IsPastDue: false };
  return { data: { json: JSON.stringify(timer) }, reason };
}

/** 2026-01-01T02:00:00+00:00 */
function dotnetTime(time: number): string {
  return new Date(time).toISOString().replace(/(?:\.000)?Z$/, "+00:00");
}

/** .NET's format "o": https://learn.microsoft.com/dotnet/standard/base-types/standard-date-and-time-format-strings */
function roundTrip(time: number): string {
  return new Date(time).toISOString().replace("Z", "0000+00:00");
}
