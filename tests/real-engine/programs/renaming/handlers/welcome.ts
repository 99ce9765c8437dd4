import { http } from "fourfold/runtime";
import { welcomes } from "../set.ts";

export default http(welcomes, "welcome", ({ phrase }) => ({ fetch: () => new Response(`${phrase} and welcome`) }));
