import type { ScheduleDefinition } from "../../runtime/triggers/schedule/definition.ts";
import { start } from "../../runtime/triggers/schedule/start.ts";
import { type Duration, settleFunction } from "../../spec/index.ts";
import { type HandlerOptions, invoke, linked } from "../invoke.ts";

/** How a scheduled handler is started for a test. */
export interface RunOfOptions extends HandlerOptions {
  /** How long one run may take. @default "20 seconds" */
  readonly timeout?: Duration;
}

/** Runs a handler for one time. Rejects when the run has failed. */
export type RunOf = (scheduledTime: Date | string) => Promise<void>;

/**
 * Starts a scheduled handler in this process, as a platform does: it is made once from its links, each run has an id, a log and
 * a deadline. A run ends once work that was passed to `waitUntil` is done too.
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
  const { timeout, cloud = "aws" } = options;
  // How long a run may take does not depend on when it runs.
  const spec = { schedule: "every day", ...(timeout === undefined ? {} : { timeout }) } as const;
  const settled = settleFunction(spec, cloud, `Function "${handler.name}"`);
  const { definition, links, drivers } = linked(handler, options);
  const run = start(definition, { links }, drivers, { cloud, environment: {} });
  return (scheduledTime) => invoke(settled.timeout, options, (invocation) => run(new Date(scheduledTime), invocation));
}
