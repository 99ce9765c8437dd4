import type { GatewayBuilder } from "./plan.ts";

/** A function app has an address: https://learn.microsoft.com/azure/azure-functions/functions-bindings-http-webhook-trigger */
export const build: GatewayBuilder<object, object> = (_self, { routes: [route] }) => ({
  url: route.function("url"),
  nodes: {},
});
