import { scheduled } from "fourfold/runtime";
import { timetable } from "../set.ts";

/** Takes longer than it may. */
export default scheduled(timetable, "late", () => async () => {
  await new Promise((resolve) => {
    setTimeout(resolve, 20_000);
  });
});
