import { consumer } from "fourfold/runtime";
import { messages } from "../set.ts";
import { perform } from "./perform.ts";

/** Does what each message says, also what ends it with all the others of its batch. */
export default consumer(messages, "other", () => perform);
