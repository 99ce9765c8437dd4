import { FourfoldError } from "./errors.ts";
import type { Cors } from "./function-set.ts";
import type { Resource } from "./resources.ts";
import { toSeconds } from "./units.ts";

/** Cross-origin requests as they are answered: {@link Cors} without units. */
export interface SettledCors extends Omit<Cors, "maxAge"> {
  /** How long a browser may remember the answer to a preflight, in seconds. */
  readonly maxAge: number;
}

/** A resource that a function may use. */
export interface SettledLink {
  readonly kind: Resource["kind"];
  /** What the function may do with it. */
  readonly verbs: readonly string[];
}

/**
 * What a function is started with: decided at deployment, the same for every request. It stands in the function's code,
 * so that what runs needs nothing else of its set.
 */
export interface ServeSettings {
  /** How long the platform lets one request take, in seconds. */
  readonly timeout: number;
  /** Whether responses are sent while they are made. */
  readonly streaming: boolean;
  /** Largest request body, in bytes. */
  readonly maxBody: number;
  /** Cross-origin access. @default none */
  readonly cors?: SettledCors;
  /** What the function may use, by the name of the resource. @default {} */
  readonly links?: { readonly [resource: string]: SettledLink };
}

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
