import type { ScheduleBuilder } from "./plan.ts";

/** A timer trigger is part of the function's code: https://learn.microsoft.com/azure/azure-functions/functions-bindings-timer */
export const build: ScheduleBuilder<object, object> = (_self, { target }) => ({
  id: target("name"),
  attributes: { name: target("name") },
  nodes: {},
});
