import { FourfoldError } from "../../../spec/index.ts";
import { type DeployedFunction, titleOf } from "../../deployed-functions.ts";
import type { RunOrder } from "./contract.ts";

const incomplete = (fn: DeployedFunction, what: string, fix: string): FourfoldError =>
  new FourfoldError("ERR_USAGE", { where: `${fn.cloud}: ${titleOf(fn)}`, what, fix });

/** What runs a function at its times. @throws FourfoldError `ERR_USAGE` when nothing does. */
export function requireTimer(fn: DeployedFunction): NonNullable<DeployedFunction["timer"]> {
  if (fn.timer !== undefined) return fn.timer;
  throw incomplete(fn, "nothing that runs it is deployed.", "Deploy what calls it at its times.");
}

/** What a function's component says of it. @throws FourfoldError `ERR_USAGE` when it does not say it. */
export function requireAttribute(fn: DeployedFunction, name: string): string {
  const value = fn.attributes[name];
  if (value !== undefined) return value;
  throw incomplete(fn, `the stack's state does not say its ${name}.`, "Deploy it with this version of Fourfold.");
}

const minute = 60_000;

/** The time that a run is for: runs are for whole minutes, unless somebody says another time. */
export function timeOf({ at }: RunOrder): Date {
  return at ?? new Date(Math.floor(Date.now() / minute) * minute);
}
