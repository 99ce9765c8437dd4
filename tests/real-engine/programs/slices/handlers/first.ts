import { http } from "fourfold/runtime";
import { pair } from "../sets.ts";

export default http(pair, "first", () => ({ fetch: () => new Response("first") }));
