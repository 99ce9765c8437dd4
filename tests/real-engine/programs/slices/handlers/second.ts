import { http } from "fourfold/runtime";
import { pair } from "../sets.ts";

export default http(pair, "second", ({ phrase }) => ({ fetch: () => new Response(phrase) }));
