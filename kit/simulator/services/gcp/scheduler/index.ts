import type { World } from "../../../contract.ts";
import { createTimetable } from "../../../schedules/timetable.ts";
import type { GoogleService } from "../api/index.ts";
import type { FunctionsService } from "../functions/index.ts";
import type { Tokens } from "../iam/index.ts";
import { schedulerApi } from "./api.ts";
import { jobType } from "./job.ts";
import { operations } from "./operations.ts";
import { Runner } from "./runner.ts";

/** Cloud Scheduler. */
export function schedulerService(world: World, functions: FunctionsService, tokens: Tokens): GoogleService {
  const timetable = createTimetable(world.clock);
  const runner = new Runner(world, functions, tokens);
  return {
    name: "Cloud Scheduler",
    types: [jobType(timetable, runner)],
    operations,
    api: schedulerApi(world, runner),
    async stop() {
      timetable.stop();
      runner.stop();
    },
  };
}
