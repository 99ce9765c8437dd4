import { consumer } from "fourfold/runtime";
import { delays } from "../set.ts";
import { tell } from "./tell.ts";

/** Has a message that is to fail once tried again at a time of its own. */
export default consumer(delays, "waiter", () => (work, context) => {
  tell(work, context);
  if (work.do === "fail once" && context.message.attempt === 1) return context.retryAfter("4 seconds");
  if (work.do === "fail") throw new Error("It is to fail.");
});
