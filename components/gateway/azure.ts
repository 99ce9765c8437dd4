import type { GatewayBuilder } from "./index.ts";

/** A function app has an address: https://learn.microsoft.com/azure/azure-functions/functions-bindings-http-webhook-trigger */
export const build: GatewayBuilder = (_self, { routes: [route] }) => ({ url: route.function("url"), nodes: {} });
