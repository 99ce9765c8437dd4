/**
 * What a route is made of: paths of a fixed number of segments, or all paths below one. The route `/users/:id/*` is two patterns,
 * `/users/:id` and everything below it.
 */
export interface Pattern {
  /** The path's segments. `:id` stands for any one that is not empty; every other one stands for itself. */
  readonly segments: readonly string[];
  /** Whether it is everything below: at least one segment more, which may be empty, as in `/users/42/`. */
  readonly below: boolean;
}

/** A segment without its percent-encoding, or as it is where that is malformed. */
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    // A malformed segment equals no segment of a route, but `:id` and `*` still match it.
    return segment;
  }
}

/**
 * A request's path in segments. It is split before it is decoded: `%2F` belongs to its segment.
 * https://www.rfc-editor.org/rfc/rfc3986#section-2.2
 *
 * @param path - As it was sent, without the query.
 */
export function segmentsOf(path: string): readonly string[] {
  return path.slice(1).split("/").map(decoded);
}

/** Whether a pattern matches a path. Case-sensitive. */
export function fits({ segments, below }: Pattern, path: readonly string[]): boolean {
  if (below ? path.length <= segments.length : path.length !== segments.length) return false;
  return segments.every((wanted, at) => (wanted[0] === ":" ? path[at] !== "" : path[at] === wanted));
}

/** The pattern that a request's path belongs to: the first that fits, in a list that has the most specific ones first. */
export function findPattern<P extends Pattern>(patterns: readonly P[], path: string): P | undefined {
  const segments = segmentsOf(path);
  return patterns.find((pattern) => fits(pattern, segments));
}
