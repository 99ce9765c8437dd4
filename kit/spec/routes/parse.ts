import { FourfoldError } from "../errors.ts";
import { bySpecificity, hasParameters, overlapOf, shapeOf } from "./overlap.ts";
import type { Pattern } from "./pattern.ts";

/** A pattern with the route it comes from, and the function that answers it. */
export interface RoutedPattern extends Pattern {
  /** The route, as the set says it: `/admin/*`. */
  readonly route: string;
  /** The name of the function. */
  readonly target: string;
}

/** A rule that every route has to keep. */
interface Rule {
  readonly isKept: (path: string) => boolean;
  readonly what: string;
  readonly fix: (path: string) => string;
}

const literal = /^[A-Za-z0-9._~-]+$/;
const parameter = /^:[A-Za-z_][A-Za-z0-9_]*$/;

/** The segments of a route, without the `*` at its end. */
function partsOf(path: string): readonly string[] {
  const parts = path.slice(1).split("/");
  return parts.at(-1) === "*" ? parts.slice(0, -1) : parts;
}

const rules: readonly Rule[] = [
  {
    isKept: (path) => path.startsWith("/"),
    what: "does not begin with a slash",
    fix: (path) => `Write "/${path}".`,
  },
  {
    isKept: (path) => !path.includes("//"),
    what: "has an empty segment",
    fix: () => "Write one slash between two segments.",
  },
  {
    // "A route path must always start with a "/" and not end with a "/"":
    // https://github.com/aws/aws-cdk/blob/main/packages/aws-cdk-lib/aws-apigatewayv2/lib/http/route.ts
    isKept: (path) => path === "/" || !path.endsWith("/"),
    what: "ends with a slash, which no route on AWS can",
    fix: (path) => `Write "${path.slice(0, -1)}" for this path, or "${path}*" for it and everything below.`,
  },
  {
    isKept: (path) => !partsOf(path).some((part) => part.includes("*")),
    what: "has a * that is not its last segment",
    fix: () => 'Write "/admin/*" for everything below a path, and ":id" for one segment.',
  },
  {
    isKept: (path) => !partsOf(path).some((part) => part === "." || part === ".."),
    what: "has a segment that clients leave out before they ask",
    fix: () => "Write the path without . and ..",
  },
  {
    isKept: (path) => partsOf(path).every((part) => part === "" || literal.test(part) || parameter.test(part)),
    what: "is not a usable route",
    fix: () => 'Write segments of letters, digits and . _ ~ -, parameters as ":id", and "*" at the end only.',
  },
  {
    isKept: (path) => {
      const names = partsOf(path).filter((part) => part.startsWith(":"));
      return new Set(names).size === names.length;
    },
    what: "has two parameters of one name",
    fix: () => "Give each a name of its own.",
  },
  {
    isKept: (path) => !partsOf(path).includes(":proxy"),
    what: "has a parameter with the name that AWS gives to everything below a path",
    fix: () => "Use another name.",
  },
];

function refuse(where: string, what: string, fix: string): never {
  throw new FourfoldError("ERR_SPEC", { where, what, fix });
}

/** A route's own patterns: `/x/*` is `/x` and everything below, and `/*` everything. */
function patternsOf(path: string, where: string): readonly Pattern[] {
  const broken = rules.find(({ isKept }) => !isKept(path));
  if (broken !== undefined) refuse(where, `the route ${JSON.stringify(path)} ${broken.what}.`, broken.fix(path));
  const segments = partsOf(path);
  if (!path.endsWith("/*")) return [{ segments, below: false }];
  const all = { segments, below: true };
  return segments.length === 0 ? [all] : [{ segments, below: false }, all];
}

/** Refuses routes that differ only in the names of their parameters. */
function checkDistinct(routes: readonly (readonly [path: string, patterns: readonly Pattern[]])[], where: string) {
  const seen = new Map<string, string>();
  for (const [path, patterns] of routes) {
    const shape = patterns.map(shapeOf).join(" ");
    const other = seen.get(shape);
    if (other !== undefined) {
      refuse(where, `the routes "${other}" and "${path}" are one: names of parameters do not count.`, "Remove one.");
    }
    seen.set(shape, path);
  }
}

/** A pattern as people write it: `/users/:id/orders`. */
const written = ({ segments, below }: Pattern) => `/${[...segments, ...(below ? ["*"] : [])].join("/")}`;

/**
 * The most specific route wins. Where two have paths in common and neither is more specific, the set must say which function
 * answers these.
 */
function checkClear(patterns: readonly RoutedPattern[], where: string): void {
  const shapes = new Set(patterns.map(shapeOf));
  // Of two patterns without parameters that have paths in common, one contains the other.
  for (const a of patterns.filter(hasParameters)) {
    for (const b of patterns) {
      if (a.target === b.target) continue;
      const overlap = overlapOf(a, b);
      if (overlap === undefined || shapes.has(shapeOf(overlap))) continue;
      const paths = written(overlap);
      refuse(
        where,
        `the routes "${a.route}" and "${b.route}" both lead to "${paths}", and neither is more specific.`,
        `Add a route for "${paths}" that names the function which is to answer.`,
      );
    }
  }
}

/**
 * Reads the routes of a set. The result does not depend on their order.
 *
 * @param routes - The name of the function that answers each route.
 * @param where - The set as errors name it: `Set "shop"`.
 * @returns The patterns of the routes, the most specific first, as {@link findPattern} needs them.
 * @throws FourfoldError `ERR_SPEC` for a route that is malformed or duplicate, or that leaves open which function answers.
 */
export function parseRoutes(routes: Readonly<Record<string, string>>, where: string): readonly RoutedPattern[] {
  const read = Object.keys(routes).map((path) => [path, patternsOf(path, where)] as const);
  checkDistinct(read, where);
  const all = read.flatMap(([route, patterns]) =>
    patterns.map((pattern) => ({ ...pattern, route, target: routes[route] ?? "" })),
  );
  // Where `/x` is a route too, `/x/*` is only what is below it.
  const exact = new Set(all.filter(({ route }) => !route.endsWith("/*")).map(shapeOf));
  const patterns = all
    .filter((pattern) => !pattern.route.endsWith("/*") || pattern.below || !exact.has(shapeOf(pattern)))
    .toSorted((a, b) => bySpecificity(a, b) || (shapeOf(a) < shapeOf(b) ? -1 : 1));
  checkClear(patterns, where);
  return patterns;
}
