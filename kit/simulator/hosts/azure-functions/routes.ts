import type { Binding, RegisteredFunction } from "./worker-process.ts";

/** A function with an HTTP trigger and its compiled route. */
export interface Route {
  readonly name: string;
  readonly binding: Binding;
  readonly matches: (path: string) => Readonly<Record<string, string>> | undefined;
  readonly methods: readonly string[];
  /** More literal segments first: `products/list` before `products/{id}`, a catch-all last. */
  readonly rank: string;
}

export interface RouteMatch {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

/**
 * The routes of an app's functions, the more specific first.
 * https://learn.microsoft.com/azure/azure-functions/functions-bindings-http-webhook-trigger#customize-the-http-endpoint
 */
export function routesOf(functions: readonly RegisteredFunction[], prefix: string): readonly Route[] {
  return functions
    .flatMap(({ name, bindings }) =>
      Object.entries(bindings)
        .filter(([, binding]) => binding.type.toLowerCase() === "httptrigger")
        .map(([key, binding]) => routeOf(name, { name: key, ...binding }, prefix)),
    )
    .sort((a, b) => (a.rank < b.rank ? -1 : 1));
}

/**
 * The function that a request is for. A path that matches with another method does not count: the host answers 404.
 * https://github.com/Azure/azure-functions-host/issues/10098
 */
export function findRoute(routes: readonly Route[], method: string, path: string): RouteMatch | undefined {
  for (const route of routes) {
    if (route.methods.length > 0 && !route.methods.includes(method)) continue;
    const params = route.matches(path);
    if (params !== undefined) return { route, params };
  }
  return undefined;
}

function routeOf(name: string, binding: Binding, prefix: string): Route {
  const template = [prefix, binding.route ?? name].filter((part) => part !== "").join("/");
  const segments = template.split("/").filter((segment) => segment !== "");
  const expression = new RegExp(`^${segments.map(toPattern).join("")}/?$`, "i");
  return {
    name,
    binding,
    methods: (binding.methods ?? []).map((method) => method.toUpperCase()),
    rank: segments.map(rankOf).join(""),
    matches: (path) => {
      const match = expression.exec(path);
      return match === null ? undefined : decodeAll(match.groups ?? {});
    },
  };
}

const parameter = /^\{(?<star>\*{0,2})(?<name>\w+)(?<constraint>:[^}?=]+)?(?<optional>\?|=[^}]*)?\}$/;

/** Route constraints of a segment. https://learn.microsoft.com/aspnet/core/fundamentals/routing#route-constraints */
const constraints: Readonly<Record<string, string>> = {
  int: "-?\\d+",
  long: "-?\\d+",
  alpha: "[a-zA-Z]+",
  bool: "true|false",
  guid: "[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}",
};

function toPattern(segment: string): string {
  const groups = parameter.exec(segment)?.groups;
  if (groups === undefined) return `/${segment.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}`;
  const { star, name, constraint, optional } = groups;
  if (star !== "") return `(?:/(?<${name}>.*))?`;
  const value = `/(?<${name}>${constraints[constraint?.slice(1) ?? ""] ?? "[^/]+"})`;
  return optional === undefined ? value : `(?:${value})?`;
}

function rankOf(segment: string): string {
  const groups = parameter.exec(segment)?.groups;
  if (groups === undefined) return "0";
  if (groups.star !== "") return "3";
  return groups.constraint === undefined ? "2" : "1";
}

function decodeAll(groups: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(groups).flatMap(([name, value]) =>
      value === undefined || value === "" ? [] : [[name, decode(value)]],
    ),
  );
}

/** Route values are decoded, except encoded slashes and invalid encodings. */
function decode(value: string): string {
  return value.replace(/(?:%[0-9a-f]{2})+/gi, (run) => {
    try {
      return decodeURIComponent(run.replace(/%2f/gi, (slash) => `%25${slash.slice(1)}`));
    } catch (error) {
      if (error instanceof URIError) return run;
      throw error;
    }
  });
}
