import { refuse } from "./errors.ts";

/**
 * Refuses what plain JavaScript has written in place of options, and options that there are not: a condition that is misspelt would be none.
 * @param known - The names that there are.
 * @throws TableError `Invalid`
 */
export function requireOptions(asked: object, known: readonly string[]): void {
  if (typeof asked !== "object" || asked === null) refuse("the options are not an object.");
  const other = Object.entries(asked).find(([name, value]) => value !== undefined && !known.includes(name));
  if (other !== undefined) refuse(`there is no option "${other[0]}" here, but ${known.join(", ")}.`);
}
