import { consumer } from "fourfold/runtime";
import { messages } from "../../set.ts";
import { crash } from "../perform.ts";
import { tell } from "../tell.ts";

/** The one that fails now and then. */
export default consumer(messages, "some", () => async (event, context) => {
  tell(event, context);
  if (event.isFatal === true) await crash();
  if (event.isTrouble === true && context.message.attempt <= 2) throw new Error("It is to fail twice.");
});
