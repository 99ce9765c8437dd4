/** Levels of lists and objects: more than any provider takes, and far fewer than a recursion may have. */
export const deepest = 200;

/** Whether a value has more levels than any provider takes. It is asked level by level, as a recursion would not come back. */
export function isTooDeep(value: unknown): boolean {
  let level: readonly unknown[] = [value];
  for (let depth = 0; depth <= deepest; depth += 1) {
    level = level.flatMap((each) => (typeof each === "object" && each !== null ? Object.values(each) : []));
    if (level.length === 0) return false;
  }
  return true;
}

/** What a parent may stand in. */
interface Inside {
  readonly urn: string;
  readonly parent?: string | undefined;
}

/** The URN of a resource that is in itself, if there is one. */
export function circleIn(resources: readonly Inside[]): string | undefined {
  const parents = new Map(resources.map(({ urn, parent }) => [urn, parent]));
  const without = new Set<string>();
  for (const { urn } of resources) {
    const path = new Set<string>();
    for (let at: string | undefined = urn; at !== undefined && !without.has(at); at = parents.get(at)) {
      if (path.has(at)) return at;
      path.add(at);
    }
    for (const each of path) without.add(each);
  }
  return undefined;
}
