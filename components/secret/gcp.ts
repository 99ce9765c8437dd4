import { Secret, type SecretArgs } from "@pulumi/gcp/secretmanager/secret.js";
import { SecretVersion, type SecretVersionArgs } from "@pulumi/gcp/secretmanager/secretVersion.js";
import type { ComponentResource } from "@pulumi/pulumi";
import { physicalName } from "../support/naming.ts";
import { kept } from "../support/options.ts";
import { type Transform, transformed } from "../support/transform.ts";
import type { SecretBuilder, SecretPlan } from "./plan.ts";
import { versionOptions } from "./versions.ts";

export interface GcpSecretNodes {
  readonly secret: Secret;
  /** Of a secret that is set later, there is none. */
  readonly version?: SecretVersion;
}

export interface GcpSecretTransform {
  /** The secret. @default unchanged */
  readonly secret?: Transform<SecretArgs>;
  /** Its value. @default unchanged */
  readonly version?: Transform<SecretVersionArgs>;
}

type Plan = SecretPlan<GcpSecretTransform>;

function createSecret(self: ComponentResource, { name, on, protection, tags, transform }: Plan): Secret {
  const args: SecretArgs = {
    project: on("project"),
    // At most 255 characters: https://cloud.google.com/secret-manager/docs/reference/rest/v1/projects.secrets/create
    secretId: physicalName(self, `${name}-secret-id`, name, { max: 255, separator: "-" }),
    replication: { auto: {} },
    deletionProtection: protection === "protect",
    labels: tags,
  };
  return new Secret(...transformed(transform.secret, `${name}-secret`, args, kept(self, protection)));
}

function createVersion(self: ComponentResource, { name, value, transform }: Plan, secret: Secret) {
  if (value === undefined) return {};
  const args: SecretVersionArgs = { secret: secret.id, secretData: value };
  const options = versionOptions(self);
  return {
    version: new SecretVersion(...transformed(transform.version, `${name}-version`, args, options)),
  };
}

/** A secret of Secret Manager: https://cloud.google.com/secret-manager/docs/overview */
export const build: SecretBuilder<GcpSecretNodes, GcpSecretTransform> = (self, plan) => {
  const secret = createSecret(self, plan);
  const version = createVersion(self, plan, secret);
  return {
    id: secret.id,
    attributes: { path: secret.id, name: secret.secretId, project: secret.project },
    nodes: { secret, ...version },
  };
};
