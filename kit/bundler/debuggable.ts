import type { BundleRequest } from "./artifact.ts";

/** The environment variable that asks a program's bundles to be for a debugger, as `1`. Set by `fourfold dev --inspect`. */
export const debuggableVariable = "FOURFOLD_DEBUGGABLE";

/** How long a request may take that somebody debugs, in seconds: half a day. */
const longestRequest = 43_200;

/** The same request, for code that a debugger attaches to: with it, deadlines are those of people. */
export function forDebugger(request: BundleRequest): BundleRequest {
  return { ...request, debuggable: true, settings: { ...request.settings, timeout: longestRequest } };
}
