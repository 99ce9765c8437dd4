import type { BundleRequest } from "./artifact.ts";

/** The environment variable that asks a program's bundles to be for a debugger, as `1`. Set by `fourfold dev --inspect`. */
export const debuggableVariable = "FOURFOLD_DEBUGGABLE";

/** How long a request may take while somebody debugs it, in seconds: half a day. */
const longestRequest = 43_200;

/** The same request, for code that a debugger attaches to, and with a deadline that leaves people time. */
export function forDebugger(request: BundleRequest): BundleRequest {
  return { ...request, debuggable: true, settings: { ...request.settings, timeout: longestRequest } };
}
