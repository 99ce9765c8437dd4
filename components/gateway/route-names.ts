/** Marks a character that is neither a letter, nor a digit, nor a separator between segments. */
const escaped = (character: string) => `_${character}`;

/** What a path's segments add to the name of its child: different for any two paths. `/admin/help` is `-admin-help`, `/a-b` is `-a_-b`. */
export function nameOfPath(segments: readonly string[]): string {
  const parts = segments.map((segment) =>
    segment.startsWith(":") ? `{${segment.slice(1)}}` : segment.replace(/[._~-]/g, escaped),
  );
  return parts.map((part) => `-${part}`).join("");
}

/** A child with its name, and its former name, which was not different for all paths. */
interface Named {
  readonly name: string;
  readonly former: string;
}

/** Adds the former names of children as aliases: one that two children would have had is given to one of them. */
export function withAliases<Child extends Named>(
  children: readonly Child[],
): readonly (Child & { readonly aliases: readonly string[] })[] {
  const taken = new Set(children.map(({ name }) => name));
  return children.map((child) => {
    const aliases = taken.has(child.former) ? [] : [child.former];
    taken.add(child.former);
    return { ...child, aliases };
  });
}
