import type { Service, World } from "../../../contract.ts";
import { ApiEndpoint, type Route } from "./endpoint.ts";
import { callers, operations } from "./operations.ts";
import { tokenOf } from "./tokens.ts";

export type { ApiCall, Route } from "./endpoint.ts";

/** A service that programs call by Cloudflare's own API. */
export interface CloudflareService extends Service {
  readonly routes?: readonly Route[];
}

export interface ApiService extends Service {
  /** Lets the API be called, if it is not already, at the address that it answers. */
  open(): Promise<string>;
}

/**
 * One endpoint for the APIs of all services.
 * @param routes - What can be asked for there. Asked when a call comes, since services need the endpoint themselves.
 */
export function apiService(world: World, routes: () => readonly Route[]): ApiService {
  const endpoint = new ApiEndpoint(world, routes);
  return {
    name: "API",
    types: [],
    operations,
    callers,
    open: () => endpoint.open(),
    // With the address, which it is good for: nobody takes it to Cloudflare itself. Names as Cloudflare's own clients read them:
    // https://github.com/cloudflare/cloudflare-typescript/blob/main/src/client.ts
    credentials: async ({ principal }) => ({
      CLOUDFLARE_ACCOUNT_ID: principal,
      CLOUDFLARE_API_TOKEN: tokenOf(world, principal),
      CLOUDFLARE_BASE_URL: await endpoint.open(),
    }),
  };
}
