import type { Condition, Conditions } from "../where.ts";

/** https://learn.microsoft.com/azure/service-bus-messaging/service-bus-messaging-sql-filter#constants */
const text = (value: string): string => `'${value.replaceAll("'", "''")}'`;

/** https://learn.microsoft.com/azure/service-bus-messaging/service-bus-messaging-sql-filter#pattern-in-like */
const pattern = (prefix: string): string => text(`${prefix.replaceAll(/[%_\\]/g, "\\$&")}%`);

function operatorOf(name: string, condition: Condition): string {
  if ("exists" in condition) return condition.exists ? `EXISTS(user.${name})` : `NOT EXISTS(user.${name})`;
  if ("prefix" in condition) return `user.${name} LIKE ${pattern(condition.prefix)} ESCAPE '\\'`;
  // A missing property is unknown, which does not match.
  if ("not" in condition) return `user.${name} NOT IN (${condition.not.map(text).join(", ")})`;
  return `user.${name} IN (${condition.in.map(text).join(", ")})`;
}

/** A SQL filter of a Service Bus rule. https://learn.microsoft.com/azure/service-bus-messaging/service-bus-messaging-sql-filter */
export function toServiceBus(conditions: Conditions): string {
  return Object.entries(conditions)
    .map(([name, condition]) => operatorOf(name, condition))
    .join(" AND ");
}
