import { refuse } from "./errors.ts";

/**
 * Refuses what plain JavaScript has written in place of options, and unknown options: a condition that is misspelt would be none.
 * @param known - The names of the options.
 * @throws TableError `Invalid`
 */
export function requireOptions(asked: object, known: readonly string[]): void {
  if (typeof asked !== "object" || asked === null) refuse("the options are not an object.");
  const other = Object.entries(asked).find(([name, value]) => value !== undefined && !known.includes(name));
  if (other !== undefined) refuse(`"${other[0]}" is not an option here. Options are: ${known.join(", ")}.`);
}
