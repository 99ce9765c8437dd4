import { consumer } from "fourfold/runtime";
import { messages } from "../set.ts";

/** Writes down whatever has come. */
export default consumer(messages, "taker", () => (item, { log, message }) => {
  log.info("got", { item, id: message.id });
});
