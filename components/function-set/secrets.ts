import type { ComponentResource, Input } from "@pulumi/pulumi";
import { requireSupport } from "fourfold";
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

const secretName = (set: string, key: string) => `${set}-${kebab(key)}`;

/** The secrets that a set makes. */
export const secretsOf = ({ secrets = {} }: FunctionSetArgs): Members => ({
  ...{ component: "Secret", property: "secrets", title: "secret", nameOf: secretName },
  keys: Object.keys(secrets),
});

/** Refuses links to secrets of other sets, where they are part of the functions that read them. @throws FourfoldError `ERR_UNSUPPORTED` */
function checkForeign({ cloud, functions, bound = {} }: FunctionSetArgs, where: string): void {
  const links = Object.values(functions).flatMap(({ links: own = {} }) => Object.entries(own));
  const foreign = links.find(([name, { kind }]) => kind === "secret" && Object.hasOwn(bound, name));
  if (foreign !== undefined) requireSupport("foreignSecret", cloud, `${where}, secret "${foreign[0]}"`);
}

/** Makes the secrets of a set. */
export function createSecrets(
  self: ComponentResource,
  name: string,
  args: FunctionSetArgs,
  transform: SecretsTransform,
): SecretComponents {
  checkForeign(args, `FunctionSet "${name}"`);
  const created = Object.entries(args.secrets ?? {}).map(([key, { was = [], ...source }]) => {
    const own = transform.secrets?.[key];
    const former = was.map((old) => secretName(name, old));
    const options = { ...formerly(self, former), ...(own === undefined ? {} : { transform: own }) };
    return [key, new Secret(secretName(name, key), { ...shared(args), ...source, secret: key }, options)] as const;
  });
  return { secrets: Object.fromEntries(created) };
}

/** What links pass on of a set's secrets: their values, where those are part of the functions that read them. */
export function secretValues({ secrets }: SecretComponents, { cloud }: FunctionSetArgs) {
  const values = Object.entries(secrets).flatMap(([name, { value }]) => (value === undefined ? [] : [[name, value]]));
  const passed: { readonly [name: string]: Input<string> } = cloud === "cloudflare" ? Object.fromEntries(values) : {};
  return passed;
}
