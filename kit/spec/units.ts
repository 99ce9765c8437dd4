import { FourfoldError } from "./errors.ts";

const seconds = { millisecond: 0.001, second: 1, minute: 60, hour: 3_600, day: 86_400 } as const;
const bytes = { B: 1, KB: 1_024, MB: 1_048_576, GB: 1_073_741_824 } as const;

type TimeUnit = keyof typeof seconds;
type SizeUnit = keyof typeof bytes;

/** A length of time: `"50 milliseconds"`, `"1 second"`, `"20 seconds"`, `"5 minutes"`, `"2 hours"`, `"7 days"`. A positive number, without exponent. */
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

interface Unit {
  readonly pattern: RegExp;
  readonly factors: Readonly<Record<string, number>>;
  readonly example: string;
}

const time: Unit = {
  pattern: /^(\d+(?:\.\d+)?) (millisecond|second|minute|hour|day)s?$/,
  factors: seconds,
  example: '"20 seconds" or "5 minutes"',
};
const storage: Unit = { pattern: /^(\d+(?:\.\d+)?) (B|KB|MB|GB)$/, factors: bytes, example: '"512 MB" or "1 GB"' };

function amount(text: string, { pattern, factors, example }: Unit, where?: string): number {
  const [, number = "", unit = ""] = pattern.exec(text) ?? [];
  const factor = factors[unit];
  const value = Number(number) * (factor ?? Number.NaN);
  if (value > 0 && Number.isFinite(value)) return value;
  throw new FourfoldError("ERR_SPEC", {
    ...(where === undefined ? {} : { where }),
    what: `${JSON.stringify(text)} is not a positive quantity with a known unit.`,
    fix: `Write it like ${example}.`,
  });
}

/**
 * The seconds of a duration.
 * @param where - What it belongs to, as errors name it: `Function "api"`.
 * @throws FourfoldError `ERR_SPEC` when the text is not a duration, which plain JavaScript can pass.
 */
export function toSeconds(duration: Duration, where?: string): number {
  return amount(duration, time, where);
}

/**
 * The bytes of a size.
 * @param where - What it belongs to, as errors name it: `Function "api"`.
 * @throws FourfoldError `ERR_SPEC` when the text is not a size, which plain JavaScript can pass.
 */
export function toBytes(size: Size, where?: string): number {
  return amount(size, storage, where);
}

/** The megabytes (of 1,048,576 bytes) of a size. */
export function toMegabytes(size: Size, where?: string): number {
  return toBytes(size, where) / bytes.MB;
}
