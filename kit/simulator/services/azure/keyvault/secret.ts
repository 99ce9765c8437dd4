import { at, numberAt, requiredText, textAt } from "../../../contract/read.ts";
import type { Constraint, Properties, ResourceRequest, ResourceType } from "../../../contract.ts";
import { matches, simulated } from "../../rules.ts";
import { armId, inGroup, sameId } from "../arm.ts";
import type { Secrets, SecretVersion } from "./secrets.ts";
import { vaultArm, vaultToken } from "./vault.ts";

/** https://learn.microsoft.com/azure/key-vault/general/about-keys-secrets-certificates#object-identifiers */
export const secretName = /^[a-z0-9-]{1,127}$/i;

const secretToken = "azure-native:keyvault:Secret";

function vaultIdOf({ inputs, scope }: Pick<ResourceRequest, "inputs" | "scope">): string {
  return armId(scope, requiredText(inputs, "resourceGroupName"), vaultArm, requiredText(inputs, "vaultName"));
}

/** The id of a version, or of the secret, as the cloud has it. */
export function secretUri(vault: string, name: string, version?: string): string {
  return ["https:/", `${vault}.vault.azure.net`, "secrets", name, ...(version === undefined ? [] : [version])].join(
    "/",
  );
}

function outputsOf(vault: string, name: string, given: Properties, { version, attributes }: SecretVersion): Properties {
  const { nbf, exp, ...times } = attributes;
  const window = { ...(nbf === undefined ? {} : { notBefore: nbf }), ...(exp === undefined ? {} : { expires: exp }) };
  return {
    ...given,
    attributes: { ...times, ...window },
    secretUri: secretUri(vault, name),
    secretUriWithVersion: secretUri(vault, name, version),
  };
}

const nameRule: Constraint = matches(
  "secretName",
  secretName,
  "must have at most 127 letters, digits and hyphens",
  "https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftkeyvault",
  ["signing_key", "x".repeat(128)],
);

/** https://learn.microsoft.com/rest/api/keyvault/keyvault/secrets/create-or-update */
export function secretType(secrets: Secrets): ResourceType {
  const place = ["secretName", "vaultName", "resourceGroupName"];
  return {
    token: secretToken,
    source: "https://www.pulumi.com/registry/packages/azure-native/api-docs/keyvault/secret/",
    replaceOn: place,
    properties: {
      ...simulated(...place, "tags", "properties.value", "properties.contentType"),
      ...simulated(...["enabled", "expires", "notBefore"].map((name) => `properties.attributes.${name}`)),
    },
    constraints: [nameRule],
    example: {
      ...{ secretName: "signing", vaultName: "shop-vault", resourceGroupName: "shop" },
      properties: { value: "not so secret" },
    },
    refers: { vaultName: inGroup(vaultToken, vaultArm) },
    once: {
      name: ({ inputs, name }) => textAt(inputs, "secretName") ?? name,
      location: ({ found }) => found("vaultName").outputs.location,
    },
    id: (request) => `${vaultIdOf(request)}/secrets/${request.once.name}`,
    unique: [sameId],
    defaults: { type: `${vaultArm}/secrets`, azureApiVersion: "2024-11-01" },
    outputs(draft) {
      const given = Object(draft.inputs.properties);
      const [vault, name] = [requiredText(draft.inputs, "vaultName"), String(draft.once.name)];
      // The provider recovers what is deleted and kept: https://github.com/pulumi/pulumi-azure-native/pull/4759
      if (draft.old === undefined) secrets.recover(vaultIdOf(draft), name);
      // Whatever is changed of it, management makes another version.
      const version = secrets.set(vaultIdOf(draft), name, {
        value: textAt(given, "value") ?? "",
        contentType: textAt(given, "contentType"),
        enabled: at(given, "attributes.enabled") !== false,
        nbf: numberAt(given, "attributes.notBefore"),
        exp: numberAt(given, "attributes.expires"),
      });
      return { properties: outputsOf(vault, name, given, version) };
    },
    // The provider deletes it by the data plane, so that its name is kept. What is gone already is no error.
    remove({ id }) {
      const [vault, name] = [id.slice(0, id.lastIndexOf("/secrets/")), id.slice(id.lastIndexOf("/") + 1)];
      if (secrets.has(vault, name)) secrets.delete(vault, name);
    },
  };
}
