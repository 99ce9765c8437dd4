import type { StackConfig } from "../../engine/index.ts";

/** The replacement for a secret, as in the Pulumi CLI. */
const placeholder = "[secret]";

/** Values that the Pulumi CLI does not mask either: it would make texts unreadable, and protect nothing. */
const isHarmless = (value: string): boolean => value.length < 3 || /^(?:true|false)$/i.test(value);

/** Whether a variable or a header of this name contains a secret. */
export const isSecretName = (name: string): boolean => /authorization|key|secret|token|password/i.test(name);

/**
 * Creates a function that masks secrets in texts: errors may quote values.
 * https://github.com/pulumi/pulumi/blob/master/sdk/go/common/util/logging/log.go (AddGlobalSecretFilter)
 */
export function createMask(values: readonly string[]): (text: string) => string {
  const secrets = values
    .filter((value) => !isHarmless(value))
    // As it is, and escaped in quotes.
    .flatMap((value) => [value, JSON.stringify(value).slice(1, -1)])
    .toSorted((a, b) => b.length - a.length);
  return (text) => secrets.reduce((masked, secret) => masked.replaceAll(secret, placeholder), text);
}

/** The same for a stack's secret settings. */
export function createStackMask({ values, secretKeys }: Pick<StackConfig, "values" | "secretKeys">) {
  return createMask(secretKeys.flatMap((key) => values[key] ?? []));
}
