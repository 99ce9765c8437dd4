import { scheduled } from "fourfold/runtime";
import { timetable } from "../set.ts";

/** Starts with a run that does nothing. Afterwards it is still at work when it is due again, and tells from when to when it is. */
export default scheduled(timetable, "slow", () => async ({ log, scheduledTime }) => {
  if (scheduledTime.getUTCMinutes() === 0) return;
  const from = Date.now();
  await new Promise((resolve) => {
    setTimeout(resolve, 3_000);
  });
  log.info("worked", { from, to: Date.now() });
});
