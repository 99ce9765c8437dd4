import { FourfoldError } from "../../kit/spec/errors.ts";
import { parseJson } from "../../kit/spec/texts/json.ts";
import type { Rule } from "../contract/rule.ts";
import { defaultSettings, parseSettings, type Settings } from "./settings.ts";

/** The setting of a stack that says what its team wants. */
export const settingsKey = "fourfold-policies:settings";

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

/**
 * What a team wants, in a stack's configuration: the texts of its settings, by their full names.
 * @throws FourfoldError `ERR_CONFIG` when it is not valid, with the path of what is wrong.
 */
export const settingsInConfig =
  (config: Readonly<Record<string, unknown>>) =>
  (catalogue: readonly Rule[]): Settings => {
    const text = config[settingsKey];
    return typeof text === "string" ? parseSettings(readValue(text), settingsKey, catalogue) : defaultSettings;
  };
