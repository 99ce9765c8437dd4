import { type ComponentResource, type Output, output, secret } from "@pulumi/pulumi";
import { RandomBytes } from "@pulumi/random/randomBytes.js";
import { requireSecretValue, type SecretSource } from "fourfold";
import type { Protection } from "../support/cloud.ts";
import { kept } from "../support/options.ts";
import type { SecretArgs } from "./args.ts";

/**
 * The value that is deployed, as a Pulumi secret: state and previews have it encrypted, or not at all.
 * @returns `undefined` for one that is set later.
 * @throws FourfoldError `ERR_LIMIT` in the output, for a value that not every cloud could keep.
 */
export function createValue(
  self: ComponentResource,
  name: string,
  { value }: Pick<SecretArgs, "value">,
  source: SecretSource,
  { where, protection }: { readonly where: string; readonly protection: Protection },
): Output<string> | undefined {
  if (source.kind === "later") return undefined;
  if (source.kind === "generated") {
    // A destroy that is refused for a protected secret has deleted what it may by then, and the next deployment would generate anew.
    return secret(new RandomBytes(`${name}-bytes`, { length: source.bytes }, kept(self, protection)).base64);
  }
  return secret(output(value)).apply((text) => requireSecretValue(text, where));
}
