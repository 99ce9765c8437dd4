import { randomUUID } from "node:crypto";
import { findPattern, type RoutedPattern } from "fourfold";

/** A route of a function, and a path that it leads to. */
export interface RoutedPath {
  readonly route: string;
  readonly path: string;
}

/** The paths at which a function can be called without knowing what it does. */
export interface OwnPaths {
  /**
   * One that no app has a route for. Undefined where no route ends with a `*`: the app may then have a route for every path that
   * reaches it.
   */
  readonly unknown: string | undefined;
  /** Whether `/health` reaches it. */
  readonly hasHealth: boolean;
  /** One for each of its routes, and one below where the route has paths below it. */
  readonly routed: readonly RoutedPath[];
}

/** A value for a segment that the set leaves open. No app has a route for it, and in logs it shows where it comes from. */
function createSegment(): string {
  return `fourfold-verify-${randomUUID().slice(0, 8)}`;
}

/**
 * The paths of a function.
 * @param patterns - Those of its set, the most specific first. Empty: it answers every path.
 */
export function pathsOf(name: string, patterns: readonly RoutedPattern[]): OwnPaths {
  const everything = { segments: [], below: true, route: "/*", target: name };
  const all = patterns.length === 0 ? [everything] : patterns;
  const segment = createSegment();
  const reaches = (path: string) => findPattern(all, path)?.target === name;
  const own = all.flatMap(({ route, segments, below, target }) => {
    const named = segments.map((part) => (part.startsWith(":") ? segment : part));
    const path = `/${[...named, ...(below ? [segment] : [])].join("/")}`;
    return target === name && reaches(path) ? [{ route, below, path }] : [];
  });
  return {
    unknown: own.find(({ below }) => below)?.path,
    hasHealth: reaches("/health"),
    routed: own.map(({ route, path }) => ({ route, path })),
  };
}
