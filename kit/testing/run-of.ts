import { randomUUID } from "node:crypto";
import type { LogLevel } from "../runtime/logger.ts";
import type { ScheduleDefinition } from "../runtime/triggers/schedule/definition.ts";
import { start } from "../runtime/triggers/schedule/start.ts";
import { type Cloud, type Duration, settleFunction } from "../spec/index.ts";

/** How a scheduled handler is started for a test. */
export interface RunOfOptions {
  /** What its links hand out: fakes, or the values themselves. @default {} */
  readonly links?: object;
  /** How long one run may take. @default "20 seconds" */
  readonly timeout?: Duration;
  /** The cloud that the handler is told. @default "aws" */
  readonly cloud?: Cloud;
  /** Hears each line of the log, which is JSON. @default nobody does */
  readonly onLog?: (level: LogLevel, line: string) => void;
}

/** Runs a handler for one time. Rejects when the run has failed. */
export type RunOf = (scheduledTime: Date | string) => Promise<void>;

/**
 * Starts a scheduled handler in this process, as a platform does: it is made once from its links, each run has an id, a log and
 * a deadline. A run ends when work that was given to `waitUntil` is done too.
 *
 * @param handler - The default export of a handler's file.
 * @throws FourfoldError `ERR_HANDLER_EXPORT` when it makes nothing that can run.
 *
 * @example
 * import cleanup from "../functions/cleanup.ts";
 *
 * const run = runOf(cleanup, { links: { carts } });
 *
 * it("removes carts that are older than a month", async () => {
 *   await run("2026-03-28T01:30:00Z");
 *   assert.deepEqual(carts.names(), ["young"]);
 * });
 */
export function runOf(handler: ScheduleDefinition, options: RunOfOptions = {}): RunOf {
  const { links = {}, timeout, cloud = "aws", onLog = () => undefined } = options;
  // Whenever it runs, it may take as long.
  const spec = { schedule: "every day", ...(timeout === undefined ? {} : { timeout }) } as const;
  const settled = settleFunction(spec, cloud, `Function "${handler.name}"`);
  const run = start({ ...handler, make: () => handler.make(links) }, { links: {} }, {}, { cloud, environment: {} });
  return async (scheduledTime) => {
    const works: Promise<unknown>[] = [];
    await run(new Date(scheduledTime), {
      id: randomUUID(),
      deadline: Date.now() + settled.timeout * 1_000,
      write: onLog,
      waitUntil: (work) => void works.push(work),
    });
    await Promise.all(works);
  };
}
