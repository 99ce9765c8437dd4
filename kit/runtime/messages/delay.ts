import type { Duration } from "../../spec/index.ts";
import { messageLimits } from "../../spec/messages/common-limits.ts";
import { toSeconds } from "../../spec/units.ts";
import { MessageError } from "./errors.ts";

/**
 * The whole seconds that a message is to wait.
 * @throws MessageError `Invalid` for more than 15 minutes
 * @throws FourfoldError `ERR_SPEC` for what is not a duration
 */
export function toDelay(time: Duration): number {
  const seconds = Math.ceil(toSeconds(time));
  if (seconds <= messageLimits.after) return seconds;
  const most = messageLimits.after / 60;
  throw new MessageError("Invalid", `A message can be delayed by at most ${most} minutes, and not by ${time}.`);
}
