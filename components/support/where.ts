import { FourfoldError, type Where } from "fourfold";

/**
 * Parses a filter, which other languages write as JSON.
 * @throws FourfoldError `ERR_ARGUMENT` for what is not a JSON object.
 */
export function parseWhere(json: string, where: string): Where {
  try {
    const filters: unknown = JSON.parse(json);
    if (typeof filters === "object" && filters !== null && !Array.isArray(filters)) return filters as Where;
    throw new TypeError("It is not an object.");
  } catch (cause) {
    const fix = 'Write it like `{"kind":["cancelled"]}`.';
    throw new FourfoldError("ERR_ARGUMENT", { where, what: "`where` is not a JSON object.", fix, cause });
  }
}
