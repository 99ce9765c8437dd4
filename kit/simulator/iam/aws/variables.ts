import { type Context, lookUp } from "./conditions.ts";
import { escapePattern } from "./match.ts";

/** `${aws:username}`, or with a default: `${aws:PrincipalTag/team, 'none'}`. */
const variable = /\$\{\s*([\w:/.-]+)\s*(?:,\s*'([^']*)'\s*)?\}/g;

/**
 * Replaces a pattern's variables with the request's values. `undefined`: a variable has neither a value nor a default, so
 * nothing can match.
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
