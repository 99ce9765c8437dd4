import { consumer } from "fourfold/runtime";
import { messages } from "../set.ts";

/** Logs whatever has arrived. */
export default consumer(messages, "taker", () => (item, { log, message }) => {
  log.info("got", { item, id: message.id });
});
