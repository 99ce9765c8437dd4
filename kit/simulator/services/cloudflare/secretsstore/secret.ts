import { listAt, requiredText } from "../../../contract/read.ts";
import { CloudError, type Constraint, type Reference, type ResourceType } from "../../../contract.ts";
import { inert, matches, simulated } from "../../rules.ts";
import { idRule, newId, timeOf } from "../ids.ts";
import { storedSecretToken } from "../tokens.ts";
import { notFound, type StoredSecrets, secretsIn, storeWithId } from "./secrets.ts";

const manage = "https://developers.cloudflare.com/secrets-store/manage-secrets/";

/** In bytes. */
const largest = 65_536;
const mostSecrets = 100;
const services = ["access", "aiGateway", "dex", "workers"];

const constraints: readonly Constraint[] = [
  idRule("accountId"),
  matches("name", /^\S+$/, "cannot contain spaces", `${manage}how-to/`, "two words"),
  {
    property: "value",
    rule: `must have at most ${largest.toLocaleString("en")} bytes`,
    source: manage,
    accepts: (value) => Buffer.byteLength(String(value)) <= largest,
    refused: { value: "é".repeat(largest / 2 + 1) },
    accepted: { value: "é".repeat(largest / 2) },
  },
  {
    property: "scopes",
    rule: `must be of ${services.join(", ")}, in this order`,
    source: "https://www.pulumi.com/registry/packages/cloudflare/api-docs/secretsstoresecret/#scopes_nodejs",
    accepts: (_value, inputs) => {
      const scopes = listAt(inputs, "scopes");
      return scopes.every((scope, at) => services.indexOf(scope) > services.indexOf(scopes[at - 1] ?? ""));
    },
    refused: [{ scopes: ["everything"] }, { scopes: ["workers", "access"] }],
    accepted: { scopes: services },
  },
];

const toStore: Reference = {
  find: (id, { inputs }, world) => storeWithId(world, requiredText(inputs, "accountId"), id),
  missing: () => notFound("store"),
};

/** https://developers.cloudflare.com/api/resources/secrets_store/subresources/stores/subresources/secrets/ */
export function storedSecretType(secrets: StoredSecrets): ResourceType {
  return {
    token: storedSecretToken,
    source: "https://www.pulumi.com/registry/packages/cloudflare/api-docs/secretsstoresecret/",
    // https://github.com/cloudflare/terraform-provider-cloudflare/blob/main/internal/services/secrets_store_secret/schema.go
    replaceOn: ["accountId", "storeId", "name"],
    properties: {
      ...simulated("accountId", "storeId", "name", "scopes", "value"),
      ...inert("For people to read.", "comment"),
    },
    constraints,
    example: {
      accountId: "0123456789abcdef0123456789abcdef",
      ...{ storeId: "fedcba9876543210fedcba9876543210", name: "SIGNING", scopes: ["workers"], value: "secret" },
    },
    refers: { storeId: toStore },
    once: { created: (_request, world) => timeOf(world) },
    id: () => newId(),
    // `<account_id>/<store_id>/<secret_id>`: https://www.pulumi.com/registry/packages/cloudflare/api-docs/secretsstoresecret/#import
    imported: (told) => told.slice(told.lastIndexOf("/") + 1),
    unique: [
      {
        key: ({ inputs }) => `${requiredText(inputs, "storeId")} ${requiredText(inputs, "name")}`,
        taken: ({ inputs }) =>
          new CloudError("1003", `secret_name_already_exists: ${requiredText(inputs, "name")}`, 409),
      },
    ],
    defaults: { status: "active" },
    check({ inputs, old }, world) {
      if (old !== undefined || secretsIn(requiredText(inputs, "storeId"), world).length < mostSecrets) return;
      throw new CloudError("1003", "maximum_secrets_exceeded", 400);
    },
    outputs({ inputs, old }) {
      const value = requiredText(inputs, "value");
      // What was set over the API since stays: the provider sends what has changed.
      const isSame = old !== undefined && old.inputs.value === value;
      return { modified: isSame ? secrets.modified(inputs) : secrets.set(inputs, value) };
    },
    remove: ({ inputs }) => secrets.remove(inputs),
  };
}
