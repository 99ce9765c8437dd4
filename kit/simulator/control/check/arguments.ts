import type { PackageServices, Properties } from "../../contract.ts";
import { unknownReason } from "../../limits.ts";
import type { CheckFailure } from "../protocol.ts";
import { isObject } from "../wire.ts";
import type { PackageSchema } from "./schema.ts";
import { validate } from "./validate.ts";

/** Finds what is wrong with the arguments of a provider's function: by the SDK's types, or because it is not simulated. */
export function checkArguments(
  token: string,
  given: Properties,
  { refusedArguments = {} }: Pick<PackageServices, "refusedArguments">,
  schema: PackageSchema,
): readonly CheckFailure[] {
  const members = schema.functions[token];
  if (members === undefined) throw new Error(`${token} has no schema: run \`node tools/schemas.ts\`.`);
  const refused = (refusedArguments[token] ?? []).filter((path) => isGiven(given, path.split(".")));
  const unknown = refused.map((property) => ({
    property,
    reason: unknownReason(`${token} answers with this argument`),
  }));
  return [...validate(given, members, schema), ...unknown];
}

function isGiven(value: unknown, [name, ...rest]: readonly string[]): boolean {
  if (name === undefined) return value !== undefined && value !== null;
  return isObject(value) && isGiven(value[name], rest);
}
