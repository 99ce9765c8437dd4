/** The parts of a route's pattern. https://developers.cloudflare.com/workers/configuration/routing/routes/#validity */
export interface RoutePattern {
  readonly scheme: "http" | "https" | undefined;
  /** Lower case, without the leading `*` or `*.`. */
  readonly host: string;
  /** `*` matches the host and everything that ends in it; `*.` hosts below it only. */
  readonly wildcard: "" | "*" | "*.";
  /** With its `/`, without the trailing `*`. */
  readonly path: string;
  /** Whether the path ends with `*`. */
  readonly open: boolean;
}

/** Parses a pattern. `undefined` when it is not valid: it has an infix wildcard, a query, or no host. */
export function parsePattern(pattern: string): RoutePattern | undefined {
  const [, scheme, wildcard = "", host = "", path = "/", star = ""] =
    /^(?:(https?):\/\/)?(\*\.?)?([^*?#/:]+)(?:(\/[^*?#]*)(\*)?)?$/.exec(pattern) ?? [];
  if (!/^[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+$/u.test(host)) return undefined;
  return {
    scheme: scheme === "http" || scheme === "https" ? scheme : undefined,
    host: host.toLowerCase(),
    wildcard: wildcard === "*" || wildcard === "*." ? wildcard : "",
    path: path === "" ? "/" : path,
    open: star === "*",
  };
}

/** The destination of a request. */
export interface Destination {
  readonly scheme: "http" | "https";
  readonly host: string;
  /** Path and query. */
  readonly path: string;
}

/** Whether a request matches a pattern. Hosts are case-insensitive, paths are not, and the query is part of the path. */
export function matchesPattern(pattern: RoutePattern, destination: Destination): boolean {
  if (pattern.scheme !== undefined && pattern.scheme !== destination.scheme) return false;
  const host = destination.host.toLowerCase();
  const hostMatches =
    pattern.wildcard === ""
      ? host === pattern.host
      : host.endsWith(pattern.wildcard === "*." ? `.${pattern.host}` : pattern.host);
  if (!hostMatches) return false;
  return pattern.open ? destination.path.startsWith(pattern.path) : destination.path === pattern.path;
}

/** Orders patterns so that the most specific comes first: an exact host before wildcards, longer hosts, longer paths. */
export function bySpecificity(a: RoutePattern, b: RoutePattern): number {
  const rank = ({ wildcard }: RoutePattern): number => ["*", "*.", ""].indexOf(wildcard);
  return (
    rank(b) - rank(a) ||
    b.host.length - a.host.length ||
    b.path.length - a.path.length ||
    Number(a.open) - Number(b.open)
  );
}
