import { FourfoldError } from "./errors.ts";

const seconds = { second: 1, minute: 60, hour: 3_600, day: 86_400 } as const;
const bytes = { B: 1, KB: 1_024, MB: 1_048_576, GB: 1_073_741_824 } as const;

type TimeUnit = keyof typeof seconds;
type SizeUnit = keyof typeof bytes;

/** A length of time: `"1 second"`, `"20 seconds"`, `"5 minutes"`, `"2 hours"`, `"7 days"`. A positive number, without exponent. */
export type Duration = `${number} ${TimeUnit | `${TimeUnit}s`}`;

/** An amount of memory or storage: `"512 MB"`, `"1 GB"`. Units are binary: 1 KB is 1,024 bytes. A positive number, without exponent. */
export type Size = `${number} ${SizeUnit}`;

/** A number written plainly: `"12"`, `"1.5"`; not `"-1"`, `"0"`, `"0x10"` or `"1e9"`, which the template types above let through. */
type Positive<S extends string> = S extends `${infer N extends number}`
  ? number extends N
    ? false
    : `${N}` extends `-${string}` | "0" | `${string}e${string}`
      ? false
      : true
  : false;

/** S itself when it is a plainly written positive quantity, otherwise a type that says what is expected. */
export type Quantity<S, Expected extends string> = S extends `${infer N} ${string}`
  ? S extends Expected
    ? Positive<N> extends true
      ? S
      : Expected & { readonly error: "a positive number, written plainly" }
    : Expected
  : Expected;

function amount(text: string, pattern: RegExp, factors: Readonly<Record<string, number>>, example: string): number {
  const [, number = "", unit = ""] = pattern.exec(text) ?? [];
  const factor = factors[unit];
  const value = Number(number) * (factor ?? Number.NaN);
  if (value > 0 && Number.isFinite(value)) return value;
  throw new FourfoldError("ERR_SPEC", {
    what: `${JSON.stringify(text)} is not a positive quantity with a known unit.`,
    fix: `Write it like ${example}.`,
  });
}

/**
 * The seconds of a duration.
 * @throws FourfoldError `ERR_SPEC` when the text is no duration, which plain JavaScript can pass.
 */
export function toSeconds(duration: Duration): number {
  return amount(duration, /^(\d+(?:\.\d+)?) (second|minute|hour|day)s?$/, seconds, '"20 seconds" or "5 minutes"');
}

/**
 * The bytes of a size.
 * @throws FourfoldError `ERR_SPEC` when the text is no size, which plain JavaScript can pass.
 */
export function toBytes(size: Size): number {
  return amount(size, /^(\d+(?:\.\d+)?) (B|KB|MB|GB)$/, bytes, '"512 MB" or "1 GB"');
}

/** The megabytes (of 1,048,576 bytes) of a size. */
export function toMegabytes(size: Size): number {
  return toBytes(size) / bytes.MB;
}
