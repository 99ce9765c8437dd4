import type { Service, World } from "../../../contract.ts";
import { createTimetable } from "../../../schedules/timetable.ts";
import type { FunctionsService } from "../functions/index.ts";
import type { Tokens } from "../iam/index.ts";
import { jobType } from "./job.ts";
import { operations } from "./operations.ts";
import { Runner } from "./runner.ts";

/** Cloud Scheduler. */
export function schedulerService(world: World, functions: FunctionsService, tokens: Tokens): Service {
  const timetable = createTimetable(world.clock);
  const runner = new Runner(world, functions, tokens);
  return {
    name: "Cloud Scheduler",
    types: [jobType(timetable, runner)],
    operations,
    async stop() {
      timetable.stop();
      runner.stop();
    },
  };
}
