import { SecretsStoreSecret, type SecretsStoreSecretArgs } from "@pulumi/cloudflare/secretsStoreSecret.js";
import type { ComponentResource } from "@pulumi/pulumi";
import { physicalName } from "../support/naming.ts";
import { kept } from "../support/options.ts";
import { type Transform, transformed } from "../support/transform.ts";
import type { SecretBuilder, SecretPlan } from "./plan.ts";

export interface CloudflareSecretNodes {
  /** Of a secret that Secrets Store keeps. */
  readonly secret?: SecretsStoreSecret;
}

export interface CloudflareSecretTransform {
  /** The secret in Secrets Store. @default unchanged */
  readonly secret?: Transform<SecretsStoreSecretArgs>;
}

type Plan = SecretPlan<CloudflareSecretTransform>;

/** Its value may change in place: the Workers that are bound to it read the new one. */
function createSecret(self: ComponentResource, plan: Plan): SecretsStoreSecret | undefined {
  const { name, on, value, secretsStore, protection, transform } = plan;
  if (secretsStore === undefined || value === undefined) return undefined;
  const args: SecretsStoreSecretArgs = {
    accountId: on("accountId"),
    storeId: secretsStore,
    // "cannot contain spaces": https://developers.cloudflare.com/secrets-store/manage-secrets/how-to/
    name: physicalName(self, `${name}-secret-name`, name, { max: 255, separator: "-" }),
    scopes: ["workers"],
    value,
  };
  return new SecretsStoreSecret(...transformed(transform.secret, `${name}-secret`, args, kept(self, protection)));
}

/**
 * A secret is part of the Workers that read it (https://developers.cloudflare.com/workers/configuration/secrets/), or in the account's
 * Secrets Store, which Workers are bound to: https://developers.cloudflare.com/secrets-store/integrations/workers/
 */
export const build: SecretBuilder<CloudflareSecretNodes, CloudflareSecretTransform> = (self, plan) => {
  const secret = createSecret(self, plan);
  const accountId = plan.on("accountId");
  if (secret === undefined) return { id: plan.name, attributes: { accountId, storeId: "", secretName: "" }, nodes: {} };
  const { id, storeId, name: secretName } = secret;
  return { id, attributes: { accountId, storeId, secretName, secretId: id }, nodes: { secret } };
};
