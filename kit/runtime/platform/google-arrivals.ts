import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";

/**
 * When requests arrived, in milliseconds since 1970. The platform's timeout counts from then, and the framework reads the
 * whole body before it calls the function. https://nodejs.org/api/diagnostics_channel.html#http
 */
export function noteArrivals(): WeakMap<object, number> {
  const arrivals = new WeakMap<object, number>();
  subscribe("http.server.request.start", (message) => {
    arrivals.set((message as { readonly request: IncomingMessage }).request, Date.now());
  });
  return arrivals;
}
