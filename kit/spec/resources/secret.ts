import type { NoExcess } from "../exact.ts";
import type { ReadsSecret } from "../secrets/faces.ts";
import type { RandomLength, SecretOptions } from "../secrets/options.ts";
import type { Quantity } from "../units.ts";
import type { Of } from "./item.ts";

/** A text that only the functions read that may. */
export interface SecretResource<W extends boolean = boolean> extends Of<string> {
  readonly kind: "secret";
  /** `false`: the stack binds it, to its value or to the handle of another set's secret. */
  readonly owned: W;
  readonly options: SecretOptions;
}

/** What a secret's literal options must additionally satisfy: no misspelt option, a real length, and one source. */
type CheckedSecret<O> = SecretOptions &
  NoExcess<O, SecretOptions> &
  (O extends { readonly generate: infer G }
    ? { readonly generate: Quantity<G, RandomLength>; readonly later?: never }
    : unknown);

type IsOwned<O> = O extends { readonly generate: unknown } | { readonly later: unknown } ? true : false;

/**
 * A secret: a text of 1 to 5,000 bytes that functions read while they run, and that is in no environment variable, log or plain
 * state: docs/secrets.md. Its value is bound by the stack, generated, or set after the deployment.
 *
 * @example
 * resources: {
 *   stripe: secret(),                          // deploy(shop, { bind: { stripe: config.requireSecret("stripe") }, … })
 *   signing: secret({ generate: "64 bytes" }),
 *   partner: secret({ later: true }),          // fourfold secret set partner
 * }
 */
export function secret<const O extends object = Record<never, never>>(
  options?: O & CheckedSecret<O>,
): SecretResource<IsOwned<O>> {
  const { generate, later }: SecretOptions = { ...options };
  const owned = (generate !== undefined || later !== undefined) as IsOwned<O>;
  return { kind: "secret", owned, options: { ...options } };
}

/** For each verb of a secret, what a handler is handed. */
export interface SecretFaces {
  readonly read: ReadsSecret;
}
