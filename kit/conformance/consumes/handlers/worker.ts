import { consumer } from "fourfold/runtime";
import * as v from "valibot";
import { messages } from "../set.ts";
import { ApiRequest, askAsFunction } from "./ask.ts";
import { perform } from "./perform.ts";

/** Does what each message says. */
export default consumer(messages, "worker", ({ events }) => async (work, context) => {
  if (work.do === "publish") await events.publish({ key: work.key, kind: "fulfilled" });
  if (work.do === "ask") {
    context.log.info("asked", { key: work.key, ...(await askAsFunction(v.parse(ApiRequest, work.content))) });
  }
  await perform(work, context);
});
