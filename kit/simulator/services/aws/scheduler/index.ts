import type { Service, World } from "../../../contract.ts";
import type { LambdaHost } from "../../../hosts/lambda/index.ts";
import type { SqsService } from "../sqs/index.ts";
import { callFunctions, runFunctions } from "./call.ts";
import { callers, operations } from "./operations.ts";
import { Runner } from "./runner.ts";
import { scheduleType } from "./schedule.ts";

/** Schedules, which call functions. */
export function schedulerService(world: World, host: LambdaHost, sqs: SqsService): Service {
  const runner = new Runner(world, { call: callFunctions(world, host), run: runFunctions(world, host), sqs });
  return {
    name: "EventBridge Scheduler",
    types: [scheduleType(runner)],
    operations,
    callers,
    stop: async () => runner.stop(),
  };
}
