import { FourfoldError } from "../../../spec/index.ts";
import { titleOf } from "../../deployed.ts";
import type { DeployedFunction } from "../../deployed-functions.ts";
import type { RunOrder } from "./contract.ts";

/** The timer of a function. @throws FourfoldError `ERR_USAGE` when it has none. */
export function requireTimer(fn: DeployedFunction): NonNullable<DeployedFunction["timer"]> {
  if (fn.timer !== undefined) return fn.timer;
  throw new FourfoldError("ERR_USAGE", {
    where: `${fn.cloud}: ${titleOf(fn)}`,
    what: "nothing that runs it is deployed.",
    fix: "Deploy what calls it at its times.",
  });
}

const minute = 60_000;

/** The time that a run is for: the current minute by default. */
export function timeOf({ at }: RunOrder): Date {
  return at ?? new Date(Math.floor(Date.now() / minute) * minute);
}
