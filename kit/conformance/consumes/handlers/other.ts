import { consumer } from "fourfold/runtime";
import { messages } from "../set.ts";
import { perform } from "./perform.ts";

/** Does what each message says, even what ends it together with the rest of its batch. */
export default consumer(messages, "other", () => perform);
