import type { Condition, Conditions } from "../where.ts";

/** "Double quotes and backslashes must be escaped" once more than JSON does: https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html */
const text = (value: string): string => value.replaceAll(/["\\]/g, "\\$&");

const operatorOf = (condition: Condition): readonly unknown[] => {
  if ("exists" in condition) return [{ exists: condition.exists }];
  if ("prefix" in condition) return [{ prefix: text(condition.prefix) }];
  // "anything-but" requires the attribute to be present: https://docs.aws.amazon.com/sns/latest/dg/string-value-matching.html
  return "not" in condition ? [{ "anything-but": condition.not.map(text) }] : condition.in.map(text);
};

/** A filter policy of SNS over attributes, as JSON. https://docs.aws.amazon.com/sns/latest/dg/sns-subscription-filter-policies.html */
export function toSns(conditions: Conditions): string {
  return JSON.stringify(
    Object.fromEntries(Object.entries(conditions).map(([name, condition]) => [name, operatorOf(condition)])),
  );
}

/** How many combinations of values it has: https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html */
export function combinationsOf(conditions: Conditions): number {
  const values = Object.values(conditions).map((condition) => {
    if ("in" in condition) return condition.in.length;
    return "not" in condition ? condition.not.length : 1;
  });
  return values.reduce((product, count) => product * count, 1);
}
