import type { MessageContext } from "fourfold/runtime";
import type { Letter } from "../set.ts";

/** Writes down what has come. */
export function tell({ to }: Letter, { log }: Pick<MessageContext, "log">): void {
  log.info("got", { to });
}
