import type { Condition, Conditions } from "../where.ts";

/** Quotes and backslashes in a text: https://cloud.google.com/pubsub/docs/subscription-message-filter#filtering_syntax */
const text = (value: string): string => `"${value.replaceAll(/["\\]/g, "\\$&")}"`;

function operatorOf(name: string, condition: Condition): string {
  if ("exists" in condition) return condition.exists ? `attributes:${name}` : `NOT attributes:${name}`;
  if ("prefix" in condition) return `hasPrefix(attributes.${name}, ${text(condition.prefix)})`;
  // "!=" is also true of a missing attribute.
  if ("not" in condition) {
    return [`attributes:${name}`, ...condition.not.map((value) => `attributes.${name} != ${text(value)}`)].join(
      " AND ",
    );
  }
  const one = condition.in.map((value) => `attributes.${name} = ${text(value)}`).join(" OR ");
  return condition.in.length === 1 ? one : `(${one})`;
}

/** A filter of a Pub/Sub subscription. https://cloud.google.com/pubsub/docs/subscription-message-filter */
export function toPubSub(conditions: Conditions): string {
  return Object.entries(conditions)
    .map(([name, condition]) => operatorOf(name, condition))
    .join(" AND ");
}
