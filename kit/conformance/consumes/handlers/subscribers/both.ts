import { consumer } from "fourfold/runtime";
import { messages } from "../../set.ts";
import { tell } from "../tell.ts";

export default consumer(messages, "both", () => tell);
