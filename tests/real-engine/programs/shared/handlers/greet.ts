import { http } from "fourfold/runtime";
import { greetings } from "../greetings.ts";

export default http(greetings, "greet", ({ phrase }) => ({ fetch: () => new Response(phrase) }));
