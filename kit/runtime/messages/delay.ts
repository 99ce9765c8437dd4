import type { Duration } from "../../spec/index.ts";
import { sendLimits } from "../../spec/messages/send-limits.ts";
import { toSeconds } from "../../spec/units.ts";
import { refuse } from "./errors.ts";

/**
 * The whole seconds that a message is to wait.
 * @throws MessageError `Invalid` for more than 15 minutes
 * @throws FourfoldError `ERR_SPEC` for what is not a duration
 */
export function toDelay(time: Duration): number {
  const seconds = Math.ceil(toSeconds(time));
  const { after: most } = sendLimits;
  if (seconds <= most) return seconds;
  return refuse(`A message can be delayed by at most ${most / 60} minutes, and not by ${time}.`);
}
