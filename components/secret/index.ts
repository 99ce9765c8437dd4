import { createRequire } from "node:module";
import { ComponentResource, type ComponentResourceOptions, type Output } from "@pulumi/pulumi";
import {
  FourfoldError,
  type Handle,
  type PerCloud,
  requireSecretValue,
  requireSupport,
  type SecretSource,
  settleSecret,
} from "fourfold";
import { build } from "../support/builders.ts";
import { requireArguments, requireName } from "../support/checks/arguments.ts";
import { handleOf } from "../support/handle.ts";
import { isLater } from "../support/inputs.ts";
import { planMember } from "../support/plan.ts";
import { checkProviders } from "../support/providers.ts";
import type { SecretArgs } from "./args.ts";
import type { AwsSecretNodes, AwsSecretTransform } from "./aws.ts";
import type { AzureSecretNodes, AzureSecretTransform } from "./azure.ts";
import type { CloudflareSecretNodes, CloudflareSecretTransform } from "./cloudflare.ts";
import type { GcpSecretNodes, GcpSecretTransform } from "./gcp.ts";
import type { SecretBuilder } from "./plan.ts";
import { createValue } from "./value.ts";

export type { SecretArgs, SecretSourceArgs } from "./args.ts";

/** The raw resources of a secret: those of its cloud. */
export interface SecretNodes {
  readonly aws?: AwsSecretNodes;
  readonly azure?: AzureSecretNodes;
  readonly cloudflare?: CloudflareSecretNodes;
  readonly gcp?: GcpSecretNodes;
}

/** Changes to the arguments of a secret's children, by cloud and child. */
export interface SecretTransform {
  /** Children on AWS. @default {} */
  readonly aws?: AwsSecretTransform;
  /** Children on Azure. @default {} */
  readonly azure?: AzureSecretTransform;
  /** Children on Cloudflare. @default {} */
  readonly cloudflare?: CloudflareSecretTransform;
  /** Children on Google Cloud. @default {} */
  readonly gcp?: GcpSecretTransform;
}

export interface SecretOptions extends ComponentResourceOptions {
  /** Changes the arguments of the secret's children. @default {} */
  readonly transform?: SecretTransform;
}

const require = createRequire(import.meta.url);

const builders: PerCloud<() => SecretBuilder<object, object>> = {
  aws: () => (require("./aws.ts") as typeof import("./aws.ts")).build,
  gcp: () => (require("./gcp.ts") as typeof import("./gcp.ts")).build,
  azure: () => (require("./azure.ts") as typeof import("./azure.ts")).build,
  cloudflare: () => (require("./cloudflare.ts") as typeof import("./cloudflare.ts")).build,
};

/** A value that is known already is checked at once. */
function normalizeSource({ value, generate, later }: SecretArgs, where: string): SecretSource {
  const source = settleSecret({ value, generate, later }, where);
  if (source.kind !== "bound") return source;
  if (value === undefined) {
    const fix = "Pass `value`, `generate` or `later`.";
    throw new FourfoldError("ERR_ARGUMENT", { where, what: "it does not say where its value comes from.", fix });
  }
  if (!isLater(value)) requireSecretValue(value, where);
  return source;
}

/** Refuses a Secrets Store where there is none, and for what it could not keep. @throws FourfoldError `ERR_ARGUMENT` */
function checkSecretsStore({ cloud, secretsStore }: SecretArgs, source: SecretSource, where: string): void {
  if (secretsStore === undefined) return;
  if (cloud !== "cloudflare") {
    const what = `\`secretsStore\` is for Cloudflare, and it is deployed to ${cloud}.`;
    throw new FourfoldError("ERR_ARGUMENT", { where, what, fix: "Remove it." });
  }
  if (source.kind !== "later") return;
  throw new FourfoldError("ERR_ARGUMENT", {
    where,
    what: "it is set later, and a secret of Secrets Store has a value from the start (https://developers.cloudflare.com/api/resources/secrets_store/subresources/stores/subresources/secrets/methods/create/).",
    fix: "Bind its value or generate it, or leave it in the Workers that read it.",
  });
}

/**
 * A text that only the functions read that may:
 *
 * - AWS: a secret of [Secrets Manager](https://docs.aws.amazon.com/secretsmanager/latest/userguide/intro.html).
 * - Google Cloud: a secret of [Secret Manager](https://cloud.google.com/secret-manager/docs/overview).
 * - Azure: a vault of [Key Vault](https://learn.microsoft.com/azure/key-vault/secrets/about-secrets), with one secret.
 * - Cloudflare: a [secret](https://developers.cloudflare.com/workers/configuration/secrets/) of each Worker that reads it; with
 *   `secretsStore`, one of [Secrets Store](https://developers.cloudflare.com/secrets-store/) for all of them.
 *
 * @example
 * const signing = new Secret("shop-signing", {
 *   cloud: "aws", foundation: foundation.handle, set: "shop", secret: "signing", generate: "64 bytes",
 * });
 */
export class Secret extends ComponentResource {
  /** What functions and other stacks need to know, without the value. A stack output. */
  readonly handle: Output<Handle>;
  /** The value that is deployed, as a Pulumi secret. On Cloudflare, links pass it on. @default it is set later */
  readonly value?: Output<string>;
  /** The raw resources. */
  readonly nodes: SecretNodes;

  constructor(name: string, args: SecretArgs, opts: SecretOptions = {}) {
    super("fourfold:index:Secret", requireName(name, "Secret"), {}, opts);
    const where = `Secret "${name}"`;
    requireArguments(args, "SecretArgs", where);
    requireArguments(opts.transform ?? {}, "SecretTransform", where);
    requireSupport("secret", args.cloud, where);
    const source = normalizeSource(args, where);
    checkSecretsStore(args, source, where);
    const plan = planMember({ component: "Secret", name, where }, args, opts.transform);
    checkProviders(this, opts, args.cloud, where);
    const value = createValue(this, name, args, source, plan);
    const { id, attributes, nodes } = build(builders, args.cloud, this, {
      ...plan,
      ...{ value, secretsStore: args.secretsStore },
    });
    if (value !== undefined) this.value = value;
    this.nodes = { [args.cloud]: nodes };
    this.handle = handleOf("secret", args.cloud, id, attributes);
    // The command line finds in the state which secret this is, and where its value comes from.
    const { kind, ...settled } = source;
    this.registerOutputs({ set: args.set, secret: args.secret, source: kind, ...settled, handle: this.handle });
  }
}
