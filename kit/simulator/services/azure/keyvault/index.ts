import type { World } from "../../../contract.ts";
import type { ApiService, AzureService } from "../api/index.ts";
import { vaultApi } from "./api.ts";
import { callers, operations } from "./operations.ts";
import { secretType } from "./secret.ts";
import { Secrets } from "./secrets.ts";
import { vaultType } from "./vault.ts";

/** Vaults of Key Vault, and the secrets in them. */
export function keyVaultService(world: World, endpoint: Pick<ApiService, "open">): AzureService {
  const secrets = new Secrets(world);
  return {
    name: "Key Vault",
    types: [vaultType(endpoint, secrets), secretType(secrets)],
    operations,
    callers,
    api: vaultApi(world, secrets),
  };
}
