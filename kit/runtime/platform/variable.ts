import { FourfoldError } from "../../spec/errors.ts";
import { type Definition, titleOf } from "../invocation.ts";
import type { Environment } from "../links.ts";

/**
 * A variable that the deployment sets, and not the author of the function.
 * @throws FourfoldError `ERR_LINK`
 */
export function requireVariable(environment: Environment, name: string, definition: Definition): string {
  const value = environment[name];
  if (typeof value === "string" && value !== "") return value;
  throw new FourfoldError("ERR_LINK", {
    where: titleOf(definition),
    what: `the variable ${name} is not set.`,
    fix: "Deploy the function again.",
  });
}
