import type { Properties, ResourceType, Scope } from "../../contract.ts";
import { limitReason } from "../../limits.ts";
import type { CheckFailure } from "../protocol.ts";
import { refusedValue, shorten } from "./constraints.ts";

/** Finds what the cloud would accept and the simulator does not run. */
export function checkLimits(
  inputs: Properties,
  { limits = [] }: Pick<ResourceType, "limits">,
  scope: Scope,
): readonly CheckFailure[] {
  return limits.flatMap(({ property, only, runs }) => {
    const refused = refusedValue(inputs, property, (value, watched) => runs(value, watched, scope));
    if (refused === undefined) return [];
    return [{ property, reason: limitReason(`the simulator has only ${only}, not ${shorten(refused.value)}`) }];
  });
}
