import { isAbsolute } from "node:path";
import { FourfoldError } from "../../kit/spec/errors.ts";
import { parseJson } from "../../kit/spec/texts/json.ts";
import type { Rule } from "../contract/rule.ts";
import { isFields } from "../contract/values.ts";
import { defaultSettings, parseSettings, readSettings, type Settings } from "../settings/settings.ts";

/** The setting of a stack that says what its team wants. */
export const settingsKey = "fourfold-policies:settings";

/** The variable that names a file with the same, where there is no stack's configuration. */
export const settingsVariable = "FOURFOLD_POLICIES";

/** The folder of a pack that runs is its own, so that a relative path would lead somewhere else than its author meant. */
function requireAbsolute(file: string): string {
  if (isAbsolute(file)) return file;
  const what = `the path ${file} is not absolute, and a policy pack runs in a folder of its own.`;
  const fix = `Write it from the root on: ${settingsVariable}="$PWD/${file}".`;
  throw new FourfoldError("ERR_CONFIG", { where: settingsVariable, what, fix });
}

/**
 * What a team wants, by the environment that Pulumi gives to a pack.
 * https://github.com/pulumi/pulumi/blob/master/sdk/go/common/resource/plugin/analyzer_plugin.go
 *
 * @throws FourfoldError `ERR_CONFIG` when it is not valid, with the place of what is wrong.
 */
export function settingsIn(env: NodeJS.ProcessEnv, catalogue: readonly Rule[]): Settings {
  const { [settingsVariable]: file, PULUMI_CONFIG: config } = env;
  if (file !== undefined && file !== "") return readSettings(requireAbsolute(file), catalogue);
  const values = config === undefined ? {} : parseJson(config);
  const text = isFields(values) ? values[settingsKey] : undefined;
  if (typeof text !== "string") return defaultSettings;
  return parseSettings(readValue(text), settingsKey, catalogue);
}

function readValue(text: string): unknown {
  try {
    return parseJson(text);
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    const what = "it is a text, and an object is expected.";
    const fix = `Write it as an object in Pulumi.<stack>.yaml: docs/policies.md#settings.`;
    throw new FourfoldError("ERR_CONFIG", { where: settingsKey, what, fix, cause });
  }
}
