import type { Service, World } from "../../../contract.ts";
import type { WorkerHost } from "../../../hosts/workerd/worker-host.ts";
import { createTimetable } from "../../../schedules/timetable.ts";
import { cronTriggerType } from "./cron-trigger.ts";
import { operations } from "./operations.ts";

/** Cron triggers of Workers. */
export function cronService(world: World, host: WorkerHost): Service {
  const timetable = createTimetable(world.clock);
  return {
    name: "Cron Triggers",
    types: [cronTriggerType(timetable, host)],
    operations,
    stop: async () => timetable.stop(),
  };
}
