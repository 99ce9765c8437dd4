import { FourfoldError } from "../errors.ts";
import { secretLimits } from "./limits.ts";

/** Where a value comes from, as plain JavaScript or another language can pass it. */
interface AskedSource {
  readonly value?: unknown;
  readonly generate?: string | undefined;
  readonly later?: boolean | undefined;
}

/** Where the value of a secret comes from. */
export type SecretSource =
  | { readonly kind: "bound" }
  | { readonly kind: "generated"; readonly bytes: number }
  | { readonly kind: "later" };

/** @throws FourfoldError `ERR_SPEC` or `ERR_LIMIT` */
function toLength(text: string, where: string): number {
  const [, digits] = /^([1-9]\d*) bytes$/.exec(text) ?? [];
  if (digits === undefined) {
    const what = `${JSON.stringify(text)} is not a number of bytes.`;
    throw new FourfoldError("ERR_SPEC", { where, what, fix: 'Write it like "64 bytes".' });
  }
  const { min, max } = secretLimits.generated;
  const length = Number(digits);
  if (length >= min && length <= max) return length;
  throw new FourfoldError("ERR_LIMIT", {
    where,
    what: `a generated value of ${text} is not possible.`,
    fix: `Use ${min} to ${max.toLocaleString("en")} bytes.`,
  });
}

/**
 * Where the value of a secret comes from: from one place.
 * @param where - The secret as messages name it: `Secret "signing"`.
 * @throws FourfoldError `ERR_SPEC` or `ERR_LIMIT`
 */
export function settleSecret({ value, generate, later }: AskedSource, where: string): SecretSource {
  const given = [value !== undefined, generate !== undefined, later === true].filter(Boolean);
  if (given.length > 1) {
    const what = "its value comes from more than one place.";
    const fix = "Bind it, generate it, or set it later: only one of them.";
    throw new FourfoldError("ERR_SPEC", { where, what, fix });
  }
  if (generate !== undefined) return { kind: "generated", bytes: toLength(generate, where) };
  return later === true ? { kind: "later" } : { kind: "bound" };
}

/**
 * What is wrong with a value, without the value.
 * @returns `undefined` when every cloud can keep it.
 */
export function wrongWithSecret(value: unknown): string | undefined {
  if (typeof value !== "string") return "it is not a string";
  const bytes = new TextEncoder().encode(value).length;
  const { min, max } = secretLimits.value;
  if (bytes < min) return "it is empty";
  if (bytes > max) return `it has ${bytes.toLocaleString("en")} bytes, of at most ${max.toLocaleString("en")}`;
  return value.isWellFormed() ? undefined : "it is not well-formed Unicode";
}

/**
 * The value itself, if every cloud can keep it.
 * @throws FourfoldError `ERR_LIMIT`, which does not contain the value.
 */
export function requireSecretValue(value: unknown, where: string): string {
  const wrong = wrongWithSecret(value);
  if (wrong === undefined) return String(value);
  throw new FourfoldError("ERR_LIMIT", {
    where,
    what: `its value cannot be kept: ${wrong}.`,
    fix: `Use a text of 1 to ${secretLimits.value.max.toLocaleString("en")} bytes.`,
  });
}
