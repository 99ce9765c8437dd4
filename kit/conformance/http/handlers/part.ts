import type { HttpContext } from "fourfold/runtime";

/** One part of the app: it answers everything below a first path segment. */
export type Part = (request: Request, context: HttpContext, rest: readonly string[]) => Response | Promise<Response>;

/** What the run time passes: the linked settings. */
export interface ConformanceLinks {
  readonly settings: unknown;
}
