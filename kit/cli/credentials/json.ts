import * as v from "valibot";
import { type ErrorCode, FourfoldError } from "../../spec/index.ts";

/** The origin of a text, as messages name it, and what to do if it is not what is expected. */
interface Origin {
  readonly code: ErrorCode;
  readonly where: string;
  readonly fix: string;
}

/** Parses a JSON text. @throws FourfoldError with what is missing, and none of the content: it may be secret. */
export function readJson<Schema extends v.GenericSchema>(
  text: string | undefined,
  schema: Schema,
  { code, where, fix }: Origin,
): v.InferOutput<Schema> {
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), text);
  if (read.success) return read.output;
  const missing = v.getDotPath(read.issues[0]) ?? "JSON";
  throw new FourfoldError(code, { where, what: `it does not answer what is expected: ${missing} is missing.`, fix });
}

/**
 * Parses an API's response.
 * @param where - The API, as messages name it: `AWS, lambda`.
 * @throws FourfoldError `ERR_CLOUD` if it is something else, such as the login page of a proxy.
 */
export function readAnswer<Schema extends v.GenericSchema>(
  where: string,
  text: string | undefined,
  schema: Schema,
): v.InferOutput<Schema> {
  return readJson(text, schema, {
    code: "ERR_CLOUD",
    where,
    fix: "See what answers at its address: it may be a proxy.",
  });
}
