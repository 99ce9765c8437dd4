import { invalid } from "../errors.ts";

/** A decimal number: `coefficient` times ten to the power of `exponent`. The coefficient ends in no zero. */
interface Decimal {
  readonly coefficient: bigint;
  readonly exponent: number;
}

const mostDigits = 38;
/** The powers of ten of the largest number and of the smallest positive one. */
const [largest, smallest] = [125, -130] as const;

/**
 * A number as it is stored: without zeros that say nothing, and without an exponent.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html#HowItWorks.DataTypes.Number
 * @throws CloudError `ValidationException`
 */
export function readNumber(text: string): string {
  const found = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(text);
  const [, sign = "", whole = "", fraction = "", power = "0"] = found ?? [];
  if (whole + fraction === "") {
    const what = text === "" ? "" : `: ${text}`;
    throw invalid(`The parameter cannot be converted to a numeric value${what}`);
  }
  const all = (whole + fraction).replace(/^0+/, "");
  const digits = all.replace(/0+$/, "");
  if (digits === "") return "0";
  const exponent = Number(power) - fraction.length + (all.length - digits.length);
  requireInRange(digits.length, digits.length + exponent - 1);
  return format({ coefficient: BigInt(sign + digits), exponent });
}

function requireInRange(digits: number, magnitude: number): void {
  const attempt = "Attempting to store a number with magnitude";
  if (magnitude > largest) throw invalid(`Number overflow. ${attempt} larger than supported range`);
  if (magnitude < smallest) throw invalid(`Number underflow. ${attempt} smaller than supported range`);
  if (digits > mostDigits) throw invalid("Attempting to store more than 38 significant digits in a Number");
}

function format({ coefficient, exponent }: Decimal): string {
  const sign = coefficient < 0n ? "-" : "";
  const digits = String(coefficient).replace("-", "");
  if (exponent >= 0) return sign + digits + "0".repeat(exponent);
  const padded = digits.padStart(1 - exponent, "0");
  return `${sign}${padded.slice(0, exponent)}.${padded.slice(exponent)}`;
}

/** Reads a number as it is stored. */
function decimalOf(text: string): Decimal {
  const [whole = "", fraction = ""] = text.split(".");
  return { coefficient: BigInt(whole + fraction), exponent: -fraction.length };
}

function aligned(one: string, other: string): readonly [bigint, bigint, exponent: number] {
  const [left, right] = [decimalOf(one), decimalOf(other)];
  const exponent = Math.min(left.exponent, right.exponent);
  const scaled = (decimal: Decimal): bigint => decimal.coefficient * 10n ** BigInt(decimal.exponent - exponent);
  return [scaled(left), scaled(right), exponent];
}

export function compareNumbers(one: string, other: string): number {
  const [left, right] = aligned(one, other);
  return left < right ? -1 : Number(left > right);
}

/** @throws CloudError `ValidationException` when the sum cannot be stored. */
export function addNumbers(one: string, other: string): string {
  const [left, right, exponent] = aligned(one, other);
  return readNumber(`${left + right}e${exponent}`);
}

export function negate(number: string): string {
  return number.startsWith("-") ? number.slice(1) : readNumber(`-${number}`);
}

/** How many digits count. */
export function digitsOf(number: string): number {
  return number.replaceAll(/^-|\./g, "").replace(/^0+/, "").replace(/0+$/, "").length;
}

/** A text for each number, so that texts are in the order of the numbers. */
export function sortable(number: string): string {
  const digits = number.replaceAll(/^-|\./g, "").replace(/^0+/, "").replace(/0+$/, "");
  if (digits === "") return "1";
  const [whole = "", fraction = ""] = number.replace("-", "").split(".");
  const magnitude = /^0*$/.test(whole) ? -(/^0*/.exec(fraction)?.[0].length ?? 0) - 1 : whole.length - 1;
  const power = String(magnitude - smallest).padStart(3, "0");
  if (!number.startsWith("-")) return `2${power}${digits}`;
  // The larger without its sign, the smaller: each digit is turned round, and a longer one comes before its beginning.
  return `0${[...power, ...digits].map((digit) => 9 - Number(digit)).join("")}~`;
}
