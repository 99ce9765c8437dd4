import { FourfoldError } from "../../errors.ts";
import { toSeconds } from "../../units.ts";
import type { Cors, SettledCors } from "./http.ts";

/**
 * Refuses credentials that every origin could use. https://fetch.spec.whatwg.org/#cors-protocol-and-credentials
 * @throws FourfoldError `ERR_SPEC`.
 */
export function requireExplicitOrigins({ origins = [], credentials = false }: Partial<Cors>, where?: string): void {
  if (!credentials || !origins.includes("*")) return;
  throw new FourfoldError("ERR_SPEC", {
    ...(where === undefined ? {} : { where }),
    what: "CORS with credentials cannot allow every origin: browsers refuse it.",
    fix: "List the origins.",
  });
}

/**
 * Applies the defaults that are numbers. An origin `"*"` among others is every origin; without origins none may call.
 *
 * @param where - The function as errors name it: `Function "api"`.
 * @throws FourfoldError `ERR_SPEC` for credentials that every origin could use, or an invalid duration.
 */
export function settleCors(cors: Partial<Cors>, where?: string): SettledCors {
  const { origins = [], maxAge = "10 minutes", ...others } = cors;
  requireExplicitOrigins(cors, where);
  return { origins: origins.includes("*") ? "*" : origins, ...others, maxAge: toSeconds(maxAge, where) };
}
