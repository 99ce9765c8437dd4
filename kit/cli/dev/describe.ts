import type { ResourceChanges } from "../../engine/index.ts";

const words: Readonly<Record<string, string>> = {
  create: "created",
  update: "updated",
  replace: "replaced",
  delete: "deleted",
  same: "unchanged",
};

/** Describes the changes of a run: `2 created, 40 unchanged`. */
export function describeChanges(changes: ResourceChanges): string {
  const counts = Object.entries(words).flatMap(([operation, word]) => {
    const count = changes[operation as keyof ResourceChanges] ?? 0;
    return count === 0 ? [] : [`${count} ${word}`];
  });
  return counts.join(", ") || "nothing to do";
}

/** The prefix that the SDK adds to an error in the value of an input, once for each property on the way. */
const propertyPath = /^(?:error serializing property "[^"]*": )+/;

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The messages of errors, each once: a handler that does not compile fails on every cloud. */
export function describeErrors(errors: readonly unknown[]): readonly string[] {
  return [...new Set(errors.map((error) => messageOf(error).replace(propertyPath, "")))];
}
