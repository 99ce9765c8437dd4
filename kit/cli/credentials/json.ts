import * as v from "valibot";
import { type ErrorCode, FourfoldError } from "../../spec/index.ts";

/** Who has written a text, as messages name it, and what to do where it is not what is expected. */
interface Origin {
  readonly code: ErrorCode;
  readonly where: string;
  readonly fix: string;
}

/** What a JSON text says. @throws FourfoldError with what is missing, and nothing of what is there: it may be secret. */
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
 * What an API's answer says.
 * @param where - The API, as messages name it: `AWS, lambda`.
 * @throws FourfoldError `ERR_CLOUD` where it says something else, as a proxy does that asks for a login.
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
