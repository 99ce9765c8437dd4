import { parseJson } from "../contract/read.ts";
import type { Properties } from "../contract.ts";
import { isObject, plain } from "./wire.ts";

/**
 * A provider's configuration as it was written. SDKs send everything but texts as JSON in a text:
 * https://github.com/pulumi/pulumi/blob/master/proto/pulumi/provider.proto (ConfigureRequest). Texts of digits stay
 * texts, because account numbers are no numbers.
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
