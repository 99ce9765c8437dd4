import { FourfoldError } from "./errors.ts";
import type { Cors } from "./function-set.ts";
import { toSeconds } from "./units.ts";

/** Cross-origin requests as they are answered: {@link Cors} without units. */
export interface SettledCors extends Omit<Cors, "maxAge"> {
  /** How long a browser may remember the answer to a preflight, in seconds. */
  readonly maxAge: number;
}

/**
 * Applies the defaults that are numbers. An origin `"*"` among others is every origin.
 *
 * @param where - The function as messages name it: `Function "api"`.
 * @throws FourfoldError `ERR_SPEC` for credentials that every origin could use, or a duration that is none.
 */
export function settleCors({ origins, maxAge = "10 minutes", ...others }: Cors, where?: string): SettledCors {
  const isAny = origins.includes("*");
  if (isAny && others.credentials === true) {
    throw new FourfoldError("ERR_SPEC", {
      ...(where === undefined ? {} : { where }),
      what: "CORS with credentials cannot allow every origin: browsers refuse it.",
      fix: "List the origins.",
    });
  }
  return { origins: isAny ? "*" : origins, ...others, maxAge: toSeconds(maxAge, where) };
}
