import type { Subject } from "../contract/subject.ts";

type Named = Pick<Subject, "name" | "urn">;

/** A name, in which `*` stands for any letters. */
function patternOf(name: string): RegExp {
  const parts = name.split("*").map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`);
}

/**
 * Whether a resource is meant by names: by its own or its URN, or by those of a component that it is in. `*` stands for any letters.
 *
 * @param around - The components that a resource is in.
 */
export const namesBy =
  (around: (subject: Subject) => readonly Named[]) =>
  (names: readonly string[], subject: Subject): boolean => {
    const patterns = names.map(patternOf);
    return [subject, ...around(subject)].some(({ name, urn }) =>
      patterns.some((pattern) => pattern.test(name) || pattern.test(urn)),
    );
  };
