import type { GatewayBuilder } from "./plan.ts";

/** Every function app has an address: https://learn.microsoft.com/azure/azure-functions/functions-bindings-http-webhook-trigger */
export const build: GatewayBuilder<object, object> = () => ({
  urlOf: (target) => target.function("url"),
  nodes: {},
});
