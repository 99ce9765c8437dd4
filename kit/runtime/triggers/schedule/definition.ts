import type { AnySet, FunctionsWith, Links } from "../../../spec/index.ts";
import type { Definition } from "../../invocation.ts";
import type { ScheduledHandler } from "./context.ts";

/** What the file of a scheduled handler exports. The bundler checks that it is the function that the set names. */
export interface ScheduleDefinition extends Definition {
  readonly trigger: "schedule";
  make(links: object): ScheduledHandler;
}

/**
 * Makes the handler of a function that runs at certain times.
 *
 * A cloud may call twice for the same time, and most call again when a run has failed: docs/schedules.md says which.
 *
 * @param name - The function's name in the set.
 * @param make - Makes the handler. Called once, when the function starts, with what the function's links hand out.
 *
 * @example
 * export default scheduled(shop, "cleanup", ({ carts }) => async ({ scheduledTime, log }) => {
 *   const removed = await carts.removeOlderThan(scheduledTime);
 *   log.info("Removed abandoned carts.", { removed });
 * });
 */
export function scheduled<S extends AnySet, N extends FunctionsWith<S, "schedule">>(
  set: S,
  name: N,
  make: (links: Links<S, N>) => ScheduledHandler,
): ScheduleDefinition {
  return {
    fourfold: 1,
    trigger: "schedule",
    set,
    name,
    // The run time opens the links that the function was deployed with: those that the set gives to this name.
    make: (links) => make(links as Links<S, N>),
  };
}
