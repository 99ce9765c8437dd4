import type { ServeSettings } from "../../../../spec/index.ts";
import type { Drivers, Environment } from "../../../links.ts";
import { begin, type ExecutionContext } from "../../../platform/cloudflare.ts";
import type { ScheduleDefinition } from "../definition.ts";
import { isDue, manualTime } from "../gate.ts";
import { type Run, start } from "../start.ts";

/** https://developers.cloudflare.com/workers/runtime-apis/handlers/scheduled/ */
interface ScheduledController {
  /** The time that the call is for, in milliseconds since 1970. */
  readonly scheduledTime: number;
  /**
   * The expression that is due. Empty where somebody asks for a run by hand, as `wrangler dev` does without one:
   * https://developers.cloudflare.com/workers/configuration/cron-triggers/#test-cron-triggers-locally
   */
  readonly cron: string;
}

/** What Workers call. */
export interface ScheduledWorker {
  scheduled(controller: ScheduledController, bindings: Environment, context: ExecutionContext): Promise<void>;
}

/** Makes the module's default export. */
export function serve(
  definition: ScheduleDefinition,
  settings: ServeSettings<"schedule">,
  drivers: Drivers = {},
): ScheduledWorker {
  const { gate } = settings.schedule;
  let run: Run | undefined;
  return {
    async scheduled({ scheduledTime: called, cron }, bindings, context) {
      const scheduledTime = cron === "" ? manualTime(called) : new Date(called);
      if (gate && cron !== "" && !isDue(gate, scheduledTime)) return;
      // Not earlier: bindings come with the first call.
      run ??= start(definition, settings, drivers, { cloud: "cloudflare", environment: bindings });
      await run(scheduledTime, begin(context, settings.timeout));
    },
  };
}
