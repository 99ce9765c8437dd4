import type { World } from "../../../contract.ts";
import type { ApiService, CloudflareService } from "../api/index.ts";
import { callers, operations } from "./operations.ts";
import { secretsStoreRoutes } from "./routes.ts";
import { storedSecretType } from "./secret.ts";
import type { StoredSecrets } from "./secrets.ts";
import { secretsStoreType } from "./store.ts";

export { bindingTo, StoredSecrets, toSecret } from "./secrets.ts";

/** Secrets Store: secrets of an account, which Workers read by bindings. */
export function secretsStoreService(world: World, api: ApiService, secrets: StoredSecrets): CloudflareService {
  return {
    name: "Secrets Store",
    types: [secretsStoreType(api), storedSecretType(secrets)],
    routes: secretsStoreRoutes(world, secrets),
    operations,
    callers,
  };
}
