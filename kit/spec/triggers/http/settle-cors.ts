import { FourfoldError } from "../../errors.ts";
import { toSeconds } from "../../units.ts";
import type { Cors, SettledCors } from "./http.ts";

/**
 * Applies the defaults that are numbers. An origin `"*"` among others is every origin; without origins none may call.
 *
 * @param where - The function as messages name it: `Function "api"`.
 * @throws FourfoldError `ERR_SPEC` for credentials that every origin could use, or a duration that is none.
 */
export function settleCors(cors: Partial<Cors>, where?: string): SettledCors {
  const { origins = [], maxAge = "10 minutes", ...others } = cors;
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
