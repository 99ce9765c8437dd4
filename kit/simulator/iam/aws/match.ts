/** Wildcards, and the three variables that stand for a literal character: `${*}`, `${?}` and `${$}`. */
const special = /(\$\{[*?$]\}|[*?])/;

const wildcards: Readonly<Record<string, string>> = { "*": ".*", "?": "." };

/** Whether a text matches a pattern, in which `*` stands for any text and `?` for one character. */
export function matches(pattern: string, text: string): boolean {
  if (pattern === "*") return true;
  // Most patterns have none, and many are compared for each call.
  if (!special.test(pattern)) return pattern === text;
  const source = pattern
    .split(special)
    .map((part) => wildcards[part] ?? literal(part).replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))
    .join("");
  return new RegExp(`^${source}$`, "s").test(text);
}

/** The text that a pattern without wildcards stands for. */
export function literal(pattern: string): string {
  return pattern.replace(/\$\{([*?$])\}/g, "$1");
}

/** A pattern that matches only this text. */
export function escapePattern(text: string): string {
  return text.replace(/[*?$]/g, (one) => `\${${one}}`);
}

/** Actions are case-insensitive: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html */
export function matchesAction(pattern: string, action: string): boolean {
  return matches(pattern.toLowerCase(), action.toLowerCase());
}
