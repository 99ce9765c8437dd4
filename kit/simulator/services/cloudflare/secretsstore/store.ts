import { requiredText } from "../../../contract/read.ts";
import { CloudError, type ResourceType } from "../../../contract.ts";
import { simulated } from "../../rules.ts";
import type { ApiService } from "../api/index.ts";
import { idRule, newId, timeOf } from "../ids.ts";
import { secretsStoreToken } from "../tokens.ts";
import { secretsIn } from "./secrets.ts";

/** https://developers.cloudflare.com/api/resources/secrets_store/subresources/stores/ */
export function secretsStoreType(api: ApiService): ResourceType {
  return {
    token: secretsStoreToken,
    source: "https://www.pulumi.com/registry/packages/cloudflare/api-docs/secretsstore/",
    // https://github.com/cloudflare/terraform-provider-cloudflare/blob/main/internal/services/secrets_store/schema.go
    replaceOn: ["accountId", "name"],
    properties: simulated("accountId", "name", "force"),
    constraints: [idRule("accountId")],
    example: { accountId: "0123456789abcdef0123456789abcdef", name: "default_secrets_store" },
    once: { created: (_request, world) => timeOf(world) },
    id: () => newId(),
    // `<account_id>/<store_id>`: https://www.pulumi.com/registry/packages/cloudflare/api-docs/secretsstore/#import
    imported: (told) => told.slice(told.lastIndexOf("/") + 1),
    unique: [
      {
        // "there can only be one store per account": https://developers.cloudflare.com/secrets-store/manage-secrets/#limits
        key: ({ inputs }) => requiredText(inputs, "accountId"),
        taken: () => new CloudError("1003", "maximum_stores_exceeded", 400),
      },
    ],
    defaults: { force: false },
    outputs: ({ once }) => ({ modified: once.created }),
    async apply() {
      await api.open();
    },
    remove({ id, inputs }, world) {
      // "attempting to delete a non-empty store returns 409": https://www.pulumi.com/registry/packages/cloudflare/api-docs/secretsstore/#force_nodejs
      if (inputs.force === true || secretsIn(id, world).length === 0) return;
      throw new CloudError("1003", "store_not_empty", 409);
    },
  };
}
