import type { ServeSettings } from "../../../../spec/index.ts";
import type { Drivers } from "../../../links.ts";
import { collectBackground } from "../../../platform/background.ts";
import { deadlineIn } from "../../../platform/deadline.ts";
import { writeLine } from "../../../platform/standard-output.ts";
import type { ScheduleDefinition } from "../definition.ts";
import { start } from "../start.ts";

/** The input that the schedule is deployed with, where EventBridge Scheduler has put the time in. */
interface ScheduleEvent {
  readonly scheduledTime: string;
}

/** https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html */
interface LambdaContext {
  readonly awsRequestId: string;
  getRemainingTimeInMillis(): number;
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
    const deadline = deadlineIn(context.getRemainingTimeInMillis());
    const { waitUntil, settled } = collectBackground(deadline);
    // `console` would put a prefix before the line.
    const write = (_level: string, line: string) => writeLine(line);
    await run(new Date(scheduledTime), { id: context.awsRequestId, deadline, write, waitUntil });
    await settled();
  };
}
