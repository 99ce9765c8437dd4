import { isRecord } from "../../../contract/read.ts";
import type { AttributeValue } from "./message.ts";

type Test = (value: AttributeValue) => boolean;

/** One of the conditions of a key. At least one must be met. */
export type Condition =
  | { readonly kind: "exists" }
  | { readonly kind: "absent" }
  /** At least one value of the attribute must pass. */
  | { readonly kind: "value"; readonly test: Test };

/** "You must double-escape certain special characters": https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html */
function escaped(text: string): string {
  return text.replace(/["\\]/g, (letter) => `\\${letter}`);
}

/** A test of strings. Other values never pass. */
const ofText =
  (test: (text: string) => boolean): Test =>
  (value) =>
    typeof value === "string" && test(escaped(value));

function equals(wanted: unknown): Test | undefined {
  if (typeof wanted === "string") return ofText((text) => text === wanted);
  if (typeof wanted === "number") return isNumber(wanted) ? (value) => value === wanted : undefined;
  if (typeof wanted === "boolean" || wanted === null) return (value) => value === wanted;
  return undefined;
}

/** "from -10⁹ to 10⁹, with five digits of accuracy after the decimal point" */
function isNumber(value: unknown): value is number {
  return typeof value === "number" && Math.abs(value) <= 1e9 && Number(value.toFixed(5)) === value;
}

/** https://docs.aws.amazon.com/sns/latest/dg/string-value-matching.html */
const textOperators: Readonly<Record<string, (wanted: string) => Test>> = {
  prefix: (wanted) => ofText((text) => text.startsWith(wanted)),
  suffix: (wanted) => ofText((text) => text.endsWith(wanted)),
  "equals-ignore-case": (wanted) => ofText((text) => text.toLowerCase() === wanted.toLowerCase()),
};

/** Operators of SNS that are not simulated. */
const unsupported: readonly string[] = ["cidr", "wildcard"];

const comparisons: Readonly<Record<string, (value: number, limit: number) => boolean>> = {
  "=": (value, limit) => value === limit,
  "<": (value, limit) => value < limit,
  "<=": (value, limit) => value <= limit,
  ">": (value, limit) => value > limit,
  ">=": (value, limit) => value >= limit,
};

/** `["=", 301.5]`, `[">", 0, "<=", 150]`: https://docs.aws.amazon.com/sns/latest/dg/numeric-value-matching.html */
function numericTest(wanted: unknown): Test | undefined {
  if (!Array.isArray(wanted) || (wanted.length !== 2 && wanted.length !== 4)) return undefined;
  const tests: Test[] = [];
  for (let at = 0; at < wanted.length; at += 2) {
    const [operator, limit]: readonly unknown[] = wanted.slice(at, at + 2);
    const compare = Object.hasOwn(comparisons, String(operator)) ? comparisons[String(operator)] : undefined;
    if (compare === undefined || !isNumber(limit)) return undefined;
    tests.push((value) => typeof value === "number" && compare(value, limit));
  }
  return wanted.length === 2 || isRange(wanted) ? (value) => tests.every((test) => test(value)) : undefined;
}

/** Two comparisons must be a lower bound and a larger upper bound. */
function isRange([lower, bottom, upper, top]: readonly unknown[]): boolean {
  return String(lower).startsWith(">") && String(upper).startsWith("<") && Number(bottom) < Number(top);
}

function oneOfTests(wanted: unknown, testOf: (one: unknown) => Test | undefined): Test | undefined {
  const list: readonly unknown[] = Array.isArray(wanted) ? wanted : [wanted];
  const tests = list.map(testOf).filter((test) => test !== undefined);
  return list.length > 0 && tests.length === list.length ? (value) => tests.some((test) => test(value)) : undefined;
}

function textTest(operator: string, wanted: unknown): Test | undefined {
  const operation = Object.hasOwn(textOperators, operator) ? textOperators[operator] : undefined;
  return typeof wanted === "string" ? operation?.(wanted) : undefined;
}

/** `["a", "b"]`, `"a"`, `{ "prefix": "a" }`: a value passes if it matches none of them. */
function otherThan(wanted: unknown): Test | undefined {
  const [[operator = "", inside] = []] = isRecord(wanted) ? Object.entries(wanted) : [];
  const test = isRecord(wanted)
    ? oneOfTests(inside, (one) => textTest(operator, one))
    : oneOfTests(wanted, (one) => equals(one));
  return test && ((value) => !test(value));
}

/** Reads one condition: a value, or an object with one operator. */
export function parseCondition(value: unknown): Condition | "unsupported" | "wrong" {
  if (!isRecord(value)) return conditionOf(equals(value));
  const [[operator = "", wanted] = [], ...others] = Object.entries(value);
  if (others.length > 0) return "wrong";
  if (unsupported.includes(operator)) return "unsupported";
  if (operator === "exists") {
    return typeof wanted === "boolean" ? { kind: wanted ? "exists" : "absent" } : "wrong";
  }
  if (operator === "numeric") return conditionOf(numericTest(wanted));
  if (operator === "anything-but") return conditionOf(otherThan(wanted));
  return conditionOf(textTest(operator, wanted));
}

function conditionOf(test: Test | undefined): Condition | "wrong" {
  return test === undefined ? "wrong" : { kind: "value", test };
}
