import assert from "node:assert/strict";
import { setTimeout } from "node:timers/promises";
import type { Cloud } from "fourfold";
import type { LogAccess, LogEntry } from "../log.ts";

/** A deployment of scheduled functions on a cloud where a test can let time pass. Only simulated clouds can do that. */
export interface ScheduleTarget {
  readonly cloud: Cloud;
  /** The name of its set. */
  readonly set: string;
  readonly logs: LogAccess;
  /** Lets the time pass until an instant, unless it has passed already. What becomes due on the way begins. */
  passTo(instant: string): Promise<void>;
  /** Every address that anything deployed answers at. */
  addresses(): Promise<readonly string[]>;
  /** The runs of a function that have finally failed, as the cloud keeps them. */
  deadLetters(name: string): Promise<readonly string[]>;
  /** Identifies the content of a function's code. */
  codeOf(name: string): Promise<string>;
  /** Deploys the set as it is after its changes. */
  change(): Promise<void>;
  /** Stops the cloud now, and starts it again at an instant. */
  sleepUntil(instant: string): Promise<void>;
}

/** What the run time has logged for a function so far. */
export async function linesOf({ logs, set }: ScheduleTarget, name: string): Promise<readonly LogEntry[]> {
  return (await logs.read()).filter((line) => line.set === set && line.function === name);
}

/** The fields of a line. */
export function fieldsOf(line: LogEntry | undefined): Readonly<Record<string, unknown>> {
  return Object(line?.fields);
}

/** The lines of a function that have one message, once there are as many as expected or more: clouds show them a moment later. */
export async function awaitSome(
  target: ScheduleTarget,
  name: string,
  message: string,
  count: number,
): Promise<readonly LogEntry[]> {
  const { patience } = target.logs;
  for (const until = Date.now() + patience; ; ) {
    const lines = (await linesOf(target, name)).filter((line) => line.message === message);
    if (lines.length >= count || Date.now() > until) return lines;
    await setTimeout(patience / 500);
  }
}

/** The lines of a function that have one message: exactly as many as expected. */
export async function awaitLines(
  target: ScheduleTarget,
  name: string,
  message: string,
  count: number,
): Promise<readonly LogEntry[]> {
  const lines = await awaitSome(target, name, message, count);
  assert.equal(lines.length, count, `${name} has written "${message}" ${lines.length} times, not ${count} times`);
  return lines;
}

/** The line that the run time writes after each run. */
export const runLine = "scheduled run";

/** Lets one time after the other come, waits for its run, and returns the times that the runs were for. */
export async function runAt(
  target: ScheduleTarget,
  name: string,
  times: readonly string[],
): Promise<readonly unknown[]> {
  for (const time of times) {
    await target.passTo(time);
    await awaitRunFor(target, name, time);
  }
  return timesOf(target, name);
}

/** Whether a run of a function for one time comes within some milliseconds. */
export async function comes(target: ScheduleTarget, name: string, time: string, patience: number): Promise<boolean> {
  const [stamp] = stamps(time);
  for (const until = Date.now() + patience; ; ) {
    if ((await timesOf(target, name)).includes(stamp)) return true;
    if (Date.now() > until) return false;
    await setTimeout(target.logs.patience / 500);
  }
}

/** Waits for a run of a function for one time. */
export async function awaitRunFor(target: ScheduleTarget, name: string, time: string): Promise<void> {
  assert.ok(await comes(target, name, time, target.logs.patience), `${name} has not run for ${time}`);
}

/** The times that the runs of a function were for so far. */
export async function timesOf(target: ScheduleTarget, name: string): Promise<readonly unknown[]> {
  const lines = (await linesOf(target, name)).filter(({ message }) => message === runLine);
  return lines.map((line) => fieldsOf(line).scheduledTime);
}

/** Times as the log writes them. */
export function stamps(...times: readonly string[]): readonly string[] {
  return times.map((time) => new Date(time).toJSON());
}
