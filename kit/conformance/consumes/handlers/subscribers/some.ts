import { consumer } from "fourfold/runtime";
import { messages } from "../../set.ts";
import { tell } from "../tell.ts";

/** The one that fails now and then. */
export default consumer(messages, "some", () => (event, context) => {
  tell(event, context);
  if (event.isTrouble === true && context.message.attempt <= 2) throw new Error("It is to fail twice.");
});
