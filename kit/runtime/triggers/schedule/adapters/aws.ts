import type { ServeSettings } from "../../../../spec/index.ts";
import type { Drivers } from "../../../links.ts";
import { begin, type LambdaContext } from "../../../platform/aws.ts";
import type { ScheduleDefinition } from "../definition.ts";
import { start } from "../start.ts";

/** The input that the schedule is deployed with, in which EventBridge Scheduler has filled in the time. */
interface ScheduleEvent {
  readonly scheduledTime: string;
}

/** What Lambda calls. */
export type LambdaHandler = (event: ScheduleEvent, context: LambdaContext) => Promise<void>;

/** Makes the handler that Lambda calls. */
export function serve(
  definition: ScheduleDefinition,
  settings: ServeSettings<"schedule">,
  drivers: Drivers = {},
): LambdaHandler {
  const run = start(definition, settings, drivers, { cloud: "aws", environment: process.env });
  return async ({ scheduledTime }, context) => {
    const { settled, ...invocation } = begin(context);
    try {
      await run(new Date(scheduledTime), invocation);
    } finally {
      await settled();
    }
  };
}
