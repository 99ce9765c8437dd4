import { scheduled } from "fourfold/runtime";
import { timetable } from "../set.ts";

export default scheduled(timetable, "fields", () => () => undefined);
