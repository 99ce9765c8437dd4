import type { Operation } from "../../../contract.ts";

/** What the service does besides storing resources. Operations that are not listed are not simulated. */
export const operations: readonly Operation[] = [
  {
    operation: "workers.dev, routes by the most specific pattern, custom domains",
    source: "https://developers.cloudflare.com/workers/configuration/routing/",
    test: "routing.test.ts",
    shows: "leads a host to Workers by the most specific pattern, and to no origin where none matches",
    gap: "Every account has the subdomain `simulated`. DNS and origins are missing: what no route takes is answered 523. A request to a route's local address is one to its host.",
  },
];
