import { Secret, type SecretArgs } from "@pulumi/aws/secretsmanager/secret.js";
import { SecretVersion, type SecretVersionArgs } from "@pulumi/aws/secretsmanager/secretVersion.js";
import type { ComponentResource } from "@pulumi/pulumi";
import { kept } from "../support/options.ts";
import { type Transform, transformed } from "../support/transform.ts";
import type { SecretBuilder, SecretPlan } from "./plan.ts";
import { versionOptions } from "./versions.ts";

export interface AwsSecretNodes {
  readonly secret: Secret;
  /** Of a secret that is set later, there is none. */
  readonly version?: SecretVersion;
}

export interface AwsSecretTransform {
  /** The secret. @default unchanged */
  readonly secret?: Transform<SecretArgs>;
  /** Its value. @default unchanged */
  readonly version?: Transform<SecretVersionArgs>;
}

type Plan = SecretPlan<AwsSecretTransform>;

/** How long a deleted secret can be restored, in days: https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_DeleteSecret.html */
const recoveryWindow = 30;

function createSecret(self: ComponentResource, { name, protection, tags, transform }: Plan): Secret {
  const args: SecretArgs = {
    // Until the end of its window, a secret's name cannot be used again.
    recoveryWindowInDays: protection === "destroy" ? 0 : recoveryWindow,
    tags,
  };
  return new Secret(...transformed(transform.secret, `${name}-secret`, args, kept(self, protection)));
}

function createVersion(self: ComponentResource, { name, value, transform }: Plan, secret: Secret) {
  if (value === undefined) return {};
  const args: SecretVersionArgs = { secretId: secret.id, secretString: value };
  const options = versionOptions(self);
  return {
    version: new SecretVersion(...transformed(transform.version, `${name}-version`, args, options)),
  };
}

/** A secret of AWS Secrets Manager: https://docs.aws.amazon.com/secretsmanager/latest/userguide/intro.html */
export const build: SecretBuilder<AwsSecretNodes, AwsSecretTransform> = (self, plan) => {
  const secret = createSecret(self, plan);
  const version = createVersion(self, plan, secret);
  return { id: secret.arn, attributes: { arn: secret.arn, name: secret.name }, nodes: { secret, ...version } };
};
