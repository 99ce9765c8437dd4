import type { StackConfig } from "../../engine/index.ts";

/** What stands for a secret, as in what the Pulumi CLI prints. */
const placeholder = "[secret]";

/** What the Pulumi CLI leaves out too: it would make a text unreadable, and protect nothing. */
const isHarmless = (value: string): boolean => value.length < 3 || /^(?:true|false)$/i.test(value);

/** Whether a variable or a header of this name has what nobody else may know. */
export const isSecretName = (name: string): boolean => /authorization|key|secret|token|password/i.test(name);

/**
 * Makes what takes secrets out of texts: an error may quote the value that it is about.
 * https://github.com/pulumi/pulumi/blob/master/sdk/go/common/util/logging/log.go (AddGlobalSecretFilter)
 */
export function createMask(values: readonly string[]): (text: string) => string {
  const secrets = values
    .filter((value) => !isHarmless(value))
    // As it is, and as it stands in a quotation.
    .flatMap((value) => [value, JSON.stringify(value).slice(1, -1)])
    .toSorted((a, b) => b.length - a.length);
  return (text) => secrets.reduce((masked, secret) => masked.replaceAll(secret, placeholder), text);
}

/** The same for a stack's secret settings. */
export function createStackMask({ values, secretKeys }: Pick<StackConfig, "values" | "secretKeys">) {
  return createMask(secretKeys.flatMap((key) => values[key] ?? []));
}
