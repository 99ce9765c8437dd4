import type { Service, World } from "../../../contract.ts";
import { ApiEndpoint, type Route } from "./endpoint.ts";
import { callers, operations } from "./operations.ts";
import { tokenOf } from "./tokens.ts";

export type { ApiCall, Route } from "./endpoint.ts";

/** A service that programs call through Cloudflare's own API. */
export interface CloudflareService extends Service {
  readonly routes?: readonly Route[];
}

export interface ApiService extends Service {
  /** Opens the endpoint, if it is not open already, and returns its address. */
  open(): Promise<string>;
}

/**
 * One endpoint for the APIs of all services.
 * @param routes - The routes of the services. Called for each request, since services need the endpoint themselves.
 */
export function apiService(world: World, routes: () => readonly Route[]): ApiService {
  const endpoint = new ApiEndpoint(world, routes);
  return {
    name: "API",
    types: [],
    operations,
    callers,
    open: () => endpoint.open(),
    // With the address that it is valid for, so that it is not sent to Cloudflare itself. The names that Cloudflare's clients read:
    // https://github.com/cloudflare/cloudflare-typescript/blob/main/src/client.ts
    credentials: async ({ principal }) => ({
      CLOUDFLARE_ACCOUNT_ID: principal,
      CLOUDFLARE_API_TOKEN: tokenOf(world, principal),
      CLOUDFLARE_BASE_URL: await endpoint.open(),
    }),
  };
}
