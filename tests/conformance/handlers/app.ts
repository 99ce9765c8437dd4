import type { HttpContext } from "fourfold/runtime";
import { background } from "./background.ts";
import { echo } from "./echo.ts";
import { createFailures } from "./failures.ts";
import { responses } from "./responses.ts";
import { createRouted } from "./routed.ts";
import { streams } from "./streams.ts";
import { createSurroundings } from "./surroundings.ts";

/** One part of the app: it answers everything below a first path segment. */
export type Part = (request: Request, context: HttpContext, rest: readonly string[]) => Response | Promise<Response>;

/** What the run time hands over: the linked settings. */
export interface ConformanceLinks {
  readonly settings: unknown;
}

/** The app that behaviours are tried on: by hand where the bare `fetch` counts, with Hono where a router does. */
export function createApp(links: ConformanceLinks) {
  const parts: Readonly<Record<string, Part>> = {
    background,
    echo,
    responses,
    streams,
    failures: createFailures(),
    surroundings: createSurroundings(links),
  };
  const routed = createRouted();
  return {
    fetch(request: Request, context: HttpContext): Response | Promise<Response> {
      const [, first = "", ...rest] = new URL(request.url).pathname.split("/");
      const part = Object.hasOwn(parts, first) ? parts[first] : undefined;
      return part === undefined ? routed.fetch(request) : part(request, context, rest);
    },
  };
}
