import { http } from "fourfold/runtime";
import { routed } from "../../set.ts";
import { tell } from "./told.ts";

export default http(routed, "admin", () => ({ fetch: tell }));
