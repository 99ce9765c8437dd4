import { scheduled } from "fourfold/runtime";
import { timetable } from "../set.ts";

/** Fails every time. */
export default scheduled(timetable, "failing", () => async () => {
  throw new Error("the reason", { cause: new Error("the cause") });
});
