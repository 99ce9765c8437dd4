import type { Cloud } from "../clouds.ts";
import { FourfoldError } from "../errors.ts";
import { requireSupport, supports } from "../supports.ts";
import { parseRoutes, type RoutedPattern } from "./parse.ts";

/** What a set asks for the addresses of its HTTP functions. */
export interface AskedRoutes {
  /** The name of the function that answers each route. Empty: each function answers every path. */
  readonly routes: Readonly<Record<string, string>>;
  /** The names of the functions. */
  readonly functions: readonly string[];
  /** Whether each function may have an address of its own, although the set has routes. */
  readonly ownAddresses: boolean;
}

/** The functions of a set with the addresses that they will have on a cloud. */
export interface SettledRoutes {
  /** The patterns, the most specific first. Where functions have an address each, a pattern is about that of its target. */
  readonly patterns: readonly RoutedPattern[];
  /** The functions that have a route, in the order of the functions. */
  readonly routed: readonly string[];
  /** The functions that no route leads to. */
  readonly unrouted: readonly string[];
}

/** Whether every function on a cloud has an address of its own, and several cannot share one. */
function isApart(cloud: Cloud): boolean {
  return supports.routes.clouds[cloud].state === "refused";
}

function refuse(code: "ERR_SPEC" | "ERR_UNSUPPORTED", where: string, what: string, fix: string): never {
  throw new FourfoldError(code, { where, what, fix });
}

/** Every function at every path of its own address. */
function everyPath(functions: readonly string[]): readonly RoutedPattern[] {
  return functions.map((target) => ({ segments: [], below: true, route: "/*", target }));
}

/**
 * Decides which function answers which path on a cloud.
 *
 * @param where - What the routes belong to, as errors name it: `Set "shop"`.
 * @throws FourfoldError `ERR_SPEC` as {@link parseRoutes} does, and for a route to a function that does not exist;
 * `ERR_UNSUPPORTED` for routes that would need one address for functions that have one each.
 */
export function settleRoutes(
  { routes, functions, ownAddresses }: AskedRoutes,
  cloud: Cloud,
  where: string,
): SettledRoutes {
  const lost = Object.entries(routes).find(([, target]) => !functions.includes(target));
  if (lost !== undefined) {
    const names = functions.length === 0 ? "Leave out `routes`." : `Name one of ${functions.join(", ")}.`;
    refuse(
      "ERR_SPEC",
      where,
      `the route "${lost[0]}" names "${lost[1]}", which is not one of its HTTP functions.`,
      names,
    );
  }
  if (ownAddresses && !isApart(cloud)) {
    const what = `functions on ${cloud} have one address in common, not one each.`;
    refuse("ERR_UNSUPPORTED", where, what, "Leave out `ownAddresses`.");
  }
  const hasNoRoutes = Object.keys(routes).length === 0;
  if (hasNoRoutes && functions.length > 1 && !isApart(cloud)) {
    const what = `it has ${functions.length} HTTP functions and no routes.`;
    refuse("ERR_SPEC", where, what, `Add \`routes\`: \`{ "/*": "${functions[0]}" }\`.`);
  }
  const patterns = hasNoRoutes ? everyPath(functions) : parseRoutes(routes, where);
  const named = new Set(patterns.map(({ target }) => target));
  if (!hasNoRoutes && named.size > 1 && !ownAddresses) requireSupport("routes", cloud, where);
  return {
    patterns,
    routed: functions.filter((name) => named.has(name)),
    unrouted: functions.filter((name) => !named.has(name)),
  };
}

/**
 * The part of a function's address that comes after the host name: the shortest of its routes, up to its first parameter. A route
 * with parameters counts only where there is no other.
 */
export function pathTo(target: string, patterns: readonly RoutedPattern[]): string {
  const own = patterns.filter((pattern) => pattern.target === target);
  const paths = own.map(({ segments }) => {
    const fixed = segments.findIndex((segment) => segment.startsWith(":"));
    return { isFixed: fixed < 0, segments: fixed < 0 ? segments : segments.slice(0, fixed) };
  });
  const [best] = paths.toSorted(
    (a, b) => Number(b.isFixed) - Number(a.isFixed) || a.segments.length - b.segments.length,
  );
  return best === undefined || best.segments.length === 0 ? "" : `/${best.segments.join("/")}`;
}
