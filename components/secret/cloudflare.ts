import type { SecretBuilder } from "./plan.ts";

/** A secret is part of the Workers that read it: https://developers.cloudflare.com/workers/configuration/secrets/ */
export const build: SecretBuilder<object, object> = (_self, { name, on }) => ({
  id: name,
  attributes: { accountId: on("accountId") },
  nodes: {},
});
