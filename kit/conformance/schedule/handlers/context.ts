import { type ScheduleContext, scheduled } from "fourfold/runtime";
import { timetable } from "../set.ts";

/** What a run sees of itself. Plain JSON. */
function surroundingsOf(context: ScheduleContext) {
  const { id, scheduledTime, deadline, coldStart, cloud, set } = context;
  return {
    ...{ id, coldStart, cloud, set, function: context.function },
    scheduledTime: scheduledTime.toJSON(),
    remaining: context.remaining(),
    untilDeadline: deadline - Date.now(),
  };
}

export type Surroundings = ReturnType<typeof surroundingsOf>;

/** Logs what it sees, and leaves background work. */
export default scheduled(timetable, "context", ({ settings }) => {
  let runs = 0;
  return (context) => {
    runs += 1;
    const odd = process.env.CONFORMANCE_ODD;
    context.log.info("seen", { ...surroundingsOf(context), runs, settings, odd });
    const work = new Promise<void>((resolve) => {
      setTimeout(() => {
        context.log.info("the work is done");
        resolve();
      }, 50);
    });
    context.waitUntil(work);
  };
});
