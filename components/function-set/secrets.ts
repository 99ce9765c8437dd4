import type { ComponentResource, Input } from "@pulumi/pulumi";
import type { Named, ResourcesOf } from "fourfold";
import { Secret, type SecretTransform } from "../secret/index.ts";
import { kebab } from "../support/naming.ts";
import { formerly } from "../support/options.ts";
import type { FunctionSetArgs } from "./args.ts";
import { type Members, shared } from "./members.ts";

/** The secrets of a set. */
export interface SecretComponents {
  /** By name in the set. */
  readonly secrets: { readonly [name: string]: Secret };
}

/** Changes to the arguments of a set's secrets. */
export interface SecretsTransform {
  /** Those of each secret, by its name in the set. @default {} */
  readonly secrets?: { readonly [name: string]: SecretTransform };
}

/** The names of the secrets of a set. */
type StoredSecret<S> = Named<ResourcesOf<S>, "secret", "read">;

/** Which secrets of a set Cloudflare's Secrets Store keeps. */
export interface SecretsStoreOverrides<S> {
  /** The id of the account's store: `npx wrangler secrets-store store list --remote`. */
  readonly id: Input<string>;
  /** The secrets by name: those that the stack binds or generates. An account may have 100 of all sets together. */
  readonly secrets: readonly StoredSecret<S>[];
}

/** What Cloudflare changes in the secrets of a set. */
export interface SecretsOverrides<S> {
  /**
   * Keeps secrets in the account's [Secrets Store](https://developers.cloudflare.com/secrets-store/): one value for all Workers that are linked, also of
   * other sets, in place of a copy in each. It is a beta. @default each Worker that is linked has a copy
   */
  readonly secretsStore?: SecretsStoreOverrides<S>;
}

const secretName = (set: string, key: string) => `${set}-${kebab(key)}`;

/** The secrets that a set makes. */
export const secretsOf = ({ secrets = {} }: FunctionSetArgs): Members => ({
  ...{ component: "Secret", property: "secrets", title: "secret", nameOf: secretName },
  keys: Object.keys(secrets),
});

/** Makes the secrets of a set. */
export function createSecrets(
  self: ComponentResource,
  name: string,
  args: FunctionSetArgs,
  transform: SecretsTransform,
): SecretComponents {
  const created = Object.entries(args.secrets ?? {}).map(([key, { was = [], ...source }]) => {
    const own = transform.secrets?.[key];
    const former = was.map((old) => secretName(name, old));
    const options = { ...formerly(self, former), ...(own === undefined ? {} : { transform: own }) };
    return [key, new Secret(secretName(name, key), { ...shared(args), ...source, secret: key }, options)] as const;
  });
  return { secrets: Object.fromEntries(created) };
}

/** Whether a secret is on Cloudflare no part of the Workers that read it: Secrets Store keeps it. One of another set is found nowhere else. */
export const isStored = (name: string, { cloud, secrets = {}, bound = {} }: FunctionSetArgs): boolean =>
  cloud === "cloudflare" && (secrets[name]?.secretsStore !== undefined || Object.hasOwn(bound, name));

/** What links pass on of a set's secrets: their values, where those are part of the functions that read them. */
export function secretValues({ secrets }: SecretComponents, args: FunctionSetArgs) {
  const copied = Object.entries(secrets).filter(([name]) => args.cloud === "cloudflare" && !isStored(name, args));
  const values = copied.flatMap(([name, { value }]) => (value === undefined ? [] : [[name, value] as const]));
  const passed: { readonly [name: string]: Input<string> } = Object.fromEntries(values);
  return passed;
}
