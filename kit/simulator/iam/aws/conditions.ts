import { BlockList, isIP, isIPv6 } from "node:net";
import { literal, matches } from "./match.ts";

/** The context of a request: `aws:SourceArn`, `lambda:FunctionUrlAuthType`. Keys are case-insensitive. */
export type Context = Readonly<Record<string, string | readonly string[] | undefined>>;

type Test = (actual: string, expected: string) => boolean;

const number =
  (test: (a: number, b: number) => boolean): Test =>
  (a, b) =>
    test(Number(a), Number(b));
const date =
  (test: (a: number, b: number) => boolean): Test =>
  (a, b) =>
    test(Date.parse(a), Date.parse(b));

/** Six parts, compared one by one, so that `*` does not match across a colon. */
const arnLike: Test = (actual, expected) => {
  const given = actual.split(":");
  const wanted = expected.split(":");
  if (wanted.length < 6 || given.length < 6) return false;
  const [tail, wantedTail] = [given.slice(5).join(":"), wanted.slice(5).join(":")];
  return wanted.slice(0, 5).every((part, at) => matches(part, given[at] ?? "")) && matches(wantedTail, tail);
};

/** An address in a range: `203.0.113.0/24`. A bare address is a range of one. */
const inRange: Test = (actual, expected) => {
  const [network = "", bits] = expected.split("/");
  const family = isIPv6(network) ? "ipv6" : "ipv4";
  const range = new BlockList();
  range.addSubnet(network, bits === undefined ? (family === "ipv6" ? 128 : 32) : Number(bits), family);
  return range.check(actual, isIPv6(actual) ? "ipv6" : "ipv4");
};

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
const operators: Readonly<Record<string, Test>> = {
  StringEquals: (a, b) => a === literal(b),
  StringEqualsIgnoreCase: (a, b) => a.toLowerCase() === literal(b).toLowerCase(),
  // Both values are Base64: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_BinaryEquals
  BinaryEquals: (a, b) => Buffer.from(a, "base64").equals(Buffer.from(b, "base64")),
  StringLike: (a, b) => matches(b, a),
  ArnEquals: arnLike,
  ArnLike: arnLike,
  Bool: (a, b) => a.toLowerCase() === b.toLowerCase(),
  NumericEquals: number((a, b) => a === b),
  NumericLessThan: number((a, b) => a < b),
  NumericLessThanEquals: number((a, b) => a <= b),
  NumericGreaterThan: number((a, b) => a > b),
  NumericGreaterThanEquals: number((a, b) => a >= b),
  DateEquals: date((a, b) => a === b),
  DateLessThan: date((a, b) => a < b),
  DateLessThanEquals: date((a, b) => a <= b),
  DateGreaterThan: date((a, b) => a > b),
  DateGreaterThanEquals: date((a, b) => a >= b),
  IpAddress: inRange,
};

/** The negated operators: `StringNotEquals` is true when `StringEquals` is not. */
const negated: Readonly<Record<string, string>> = {
  StringNotEquals: "StringEquals",
  StringNotEqualsIgnoreCase: "StringEqualsIgnoreCase",
  StringNotLike: "StringLike",
  ArnNotEquals: "ArnEquals",
  ArnNotLike: "ArnLike",
  NumericNotEquals: "NumericEquals",
  DateNotEquals: "DateEquals",
  NotIpAddress: "IpAddress",
};

/** The values of a key. */
export function lookUp(context: Context, key: string): readonly string[] | undefined {
  const found = Object.entries(context).find(([name]) => name.toLowerCase() === key.toLowerCase())?.[1];
  return typeof found === "string" ? [found] : found;
}

/** Whether the evaluator knows an operator. Policies with others are refused, so that none counts as true. */
export function isKnownOperator(name: string): boolean {
  const bare = name.replace(/^(?:ForAnyValue|ForAllValues):/, "").replace(/IfExists$/, "");
  return bare === "Null" || bare in operators || bare in negated;
}

/** Whether an operator can compare these values: IP operators need addresses or ranges. */
export function acceptsValues(name: string, values: readonly string[]): boolean {
  if (!/^(?:For\w+:)?(?:Not)?IpAddress/.test(name)) return true;
  return values.every((value) => {
    const [network = "", bits = "0", ...rest] = value.split("/");
    const family = isIP(network);
    return family !== 0 && rest.length === 0 && /^\d+$/.test(bits) && Number(bits) <= (family === 6 ? 128 : 32);
  });
}

/** Whether the values of an operator may contain variables. */
export function takesVariables(name: string): boolean {
  return /^(?:ForAnyValue:|ForAllValues:)?(?:String|Arn)/.test(name);
}

/** Whether one operator holds for one key. */
export function holds(name: string, key: string, expected: readonly string[], context: Context): boolean {
  const [, quantifier, bare = "", ifExists] = /^(?:(ForAnyValue|ForAllValues):)?(.*?)(IfExists)?$/.exec(name) ?? [];
  const actual = lookUp(context, key);
  if (bare === "Null") return expected.some((value) => (actual === undefined) === (value.toLowerCase() === "true"));
  const positive = negated[bare];
  const test = operators[positive ?? bare];
  if (test === undefined) return false;
  // With a missing key, operators are false, and negated operators are true.
  if (actual === undefined) return ifExists !== undefined || quantifier === "ForAllValues" || positive !== undefined;
  const one = (value: string): boolean => expected.some((wanted) => test(value, wanted)) !== (positive !== undefined);
  return quantifier === "ForAllValues" || positive !== undefined ? actual.every(one) : actual.some(one);
}
