import { parseJson } from "../contract/read.ts";
import type { Properties } from "../contract.ts";
import { isObject, plain } from "./wire.ts";

/**
 * A provider's configuration as it was written. SDKs send everything except text as JSON in a string:
 * https://github.com/pulumi/pulumi/blob/master/proto/pulumi/provider.proto (ConfigureRequest). Strings of digits stay
 * strings, because account numbers are not numbers.
 */
export function readConfiguration(configuration: Properties): Properties {
  return Object.fromEntries(Object.entries(configuration).map(([name, value]) => [name, read(plain(value))]));
}

function read(value: unknown): unknown {
  if (typeof value !== "string") return isObject(value) ? readConfiguration(value) : value;
  if (value === "true" || value === "false") return value === "true";
  if (!/^[[{]/.test(value)) return value;
  const read = parseJson(value);
  return read === undefined ? value : read;
}
