import type { Subject } from "../contract/subject.ts";

type Named = Pick<Subject, "name" | "urn">;

/** A name, in which `*` stands for any letters. */
function patternOf(name: string): RegExp {
  const parts = name.split("*").map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`);
}

/** Whether a text is one of some names, in which `*` stands for any letters. */
export function among(names: readonly string[]): (text: string) => boolean {
  const patterns = names.map(patternOf);
  return (text) => patterns.some((pattern) => pattern.test(text));
}

/**
 * Whether a resource is meant by names: by its own or its URN, or by those of a component that it is in. `*` stands for any letters.
 *
 * @param around - The components that a resource is in.
 */
export const namesBy =
  (around: (subject: Subject) => readonly Named[]) =>
  (names: readonly string[], subject: Subject): boolean => {
    const isMeant = among(names);
    return [subject, ...around(subject)].some(({ name, urn }) => isMeant(name) || isMeant(urn));
  };
