import { setTimeout } from "node:timers/promises";
import { consumer } from "fourfold/runtime";
import { messages } from "../set.ts";
import { tell } from "./tell.ts";

/** Ends whatever runs this, as a crash does; where that is not possible, it hangs for ever, as a lost machine does. */
function crash(): Promise<void> {
  if (typeof process.exit === "function") process.exit(1);
  return new Promise(() => undefined);
}

/** Does what each message says. */
export default consumer(messages, "worker", ({ events }) => async (work, context) => {
  const { attempt } = context.message;
  tell(work, context);
  switch (work.do) {
    case "fail":
      throw new Error("It is to fail.");
    case "fail once":
      if (attempt === 1) throw new Error("It is to fail once.");
      break;
    case "fail twice":
      if (attempt <= 2) throw new Error("It is to fail twice.");
      break;
    case "reject":
      return context.reject("It is to be rejected: “ü”.");
    case "hang":
      await setTimeout(60_000);
      break;
    case "exit":
      return crash();
    case "exit once":
      if (attempt === 1) return crash();
      break;
    case "publish":
      await events.publish({ key: work.key, kind: "fulfilled" });
      break;
    default:
      break;
  }
  context.log.info("did", { key: work.key, attempt });
});
