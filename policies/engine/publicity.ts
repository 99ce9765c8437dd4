import type { Subject } from "../contract/subject.ts";

/** A name, in which `*` stands for any letters. */
function patternOf(name: string): RegExp {
  const parts = name.split("*").map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`);
}

/**
 * Whether a team has declared that anyone may reach a resource: by its name or URN, or by those of a component that it is in.
 *
 * @param declared - Names, and why.
 * @param around - The components that a resource is in.
 */
export function publicBy(
  declared: Readonly<Record<string, string>>,
  around: (subject: Subject) => readonly Pick<Subject, "name" | "urn">[],
): (subject: Subject) => boolean {
  const patterns = Object.keys(declared).map(patternOf);
  return (subject) =>
    [subject, ...around(subject)].some(({ name, urn }) =>
      patterns.some((pattern) => pattern.test(name) || pattern.test(urn)),
    );
}
