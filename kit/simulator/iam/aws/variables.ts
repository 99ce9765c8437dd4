import { type Context, lookUp } from "./conditions.ts";
import { escapePattern } from "./match.ts";

/** `${aws:username}`, or with a default: `${aws:PrincipalTag/team, 'none'}`. */
const variable = /\$\{\s*([\w:/.-]+)\s*(?:,\s*'([^']*)'\s*)?\}/g;

/**
 * Puts the request's values in place of a pattern's variables. `undefined`: the request has no value for one that has no
 * default, so that nothing can fit.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
 */
export function substitute(pattern: string, context: Context): string | undefined {
  let isMissing = false;
  const text = pattern.replace(variable, (_all, key: string, fallback: string | undefined) => {
    const values = lookUp(context, key);
    // "You can use a policy variable for keys that have one value."
    const value = values?.length === 1 ? values[0] : fallback;
    isMissing ||= value === undefined;
    return escapePattern(value ?? "");
  });
  return isMissing ? undefined : text;
}
