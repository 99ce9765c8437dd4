/** The methods a route can have. */
const methods = ["ANY", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];

/** A route that matches a request, and the values of its variables. */
export interface RouteMatch {
  readonly routeKey: string;
  readonly pathParameters: Readonly<Record<string, string>> | undefined;
}

/** Whether a text is a route key of an HTTP API. */
export function isRouteKey(key: string): boolean {
  if (key === "$default") return true;
  const [method = "", path = "", ...rest] = key.split(" ");
  if (!methods.includes(method) || !path.startsWith("/") || rest.length > 0) return false;
  const segments = path.slice(1).split("/");
  return segments.every((segment, at) => {
    if (/^\{[\w.:-]+\+\}$/.test(segment)) return at === segments.length - 1;
    return /^\{[\w.:-]+\}$/.test(segment) || !/[{}]/.test(segment);
  });
}

/**
 * How specific a path is: a full path before one that ends in `{proxy+}`, then segment by segment text before a variable.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html#http-api-develop-routes.evaluation
 */
function rank(path: string): string {
  const segments = path.slice(1).split("/");
  const kinds = segments.map((segment) => (segment.endsWith("+}") ? "2" : segment.startsWith("{") ? "1" : "0"));
  return `${path.endsWith("+}") ? 1 : 0} ${kinds.join("")}`;
}

function matchPath(pattern: string, segments: readonly string[]): Record<string, string> | undefined {
  const wanted = pattern.slice(1).split("/");
  const parameters: Record<string, string> = {};
  for (const [at, part] of wanted.entries()) {
    if (part.endsWith("+}")) {
      // The rest may be empty: "API Gateway sends all requests to your API to this route" (ANY /{proxy+}), including those to
      // its root. https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-private-integration.html
      const rest = segments.slice(at);
      if (rest.length === 0) return undefined;
      parameters[part.slice(1, -2)] = rest.join("/");
      return parameters;
    }
    const given = segments[at];
    if (given === undefined) return undefined;
    if (!part.startsWith("{")) {
      if (part !== given) return undefined;
    } else if (given === "") return undefined;
    else parameters[part.slice(1, -1)] = given;
  }
  return wanted.length === segments.length ? parameters : undefined;
}

/**
 * Finds the route for a request: a full match before one with `{proxy+}`, that before `$default`; a route with the
 * request's method before one with `ANY`.
 *
 * @param path - Without the stage, decoded.
 */
export function findRoute(routeKeys: readonly string[], method: string, path: string): RouteMatch | undefined {
  const segments = path.slice(1).split("/");
  const found = routeKeys
    .filter((key) => key !== "$default")
    .flatMap((routeKey) => {
      const [wanted = "", pattern = ""] = routeKey.split(" ");
      if (wanted !== "ANY" && wanted !== method) return [];
      const parameters = matchPath(pattern, segments);
      return parameters === undefined
        ? []
        : [{ routeKey, parameters, order: `${rank(pattern)} ${wanted === "ANY" ? 1 : 0}` }];
    })
    .sort((a, b) => (a.order < b.order ? -1 : 1))[0];
  if (found !== undefined) {
    const { routeKey, parameters } = found;
    return { routeKey, pathParameters: Object.keys(parameters).length === 0 ? undefined : parameters };
  }
  return routeKeys.includes("$default") ? { routeKey: "$default", pathParameters: undefined } : undefined;
}
