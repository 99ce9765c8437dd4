/**
 * What a filter asks of one attribute:
 *
 * - `"cancelled"`: it is this;
 * - `["cancelled", "returned"]`: it is one of these;
 * - `{ prefix: "eu-" }`: it begins like this;
 * - `{ not: "test" }`, `{ not: ["test", "draft"] }`: it is present, and is none of these;
 * - `{ exists: true }`, `{ exists: false }`: it is present; it is absent.
 *
 * Case-sensitive. An attribute that a message does not have matches `{ exists: false }` and nothing else, on every cloud.
 */
export type Filter<V extends string = string> =
  | V
  | readonly [V, ...V[]]
  | { readonly prefix: string }
  | { readonly exists: boolean }
  | { readonly not: V | readonly [V, ...V[]] };

/** Which messages of a topic are wanted: those that match every one of these. */
export interface Where {
  readonly [attribute: string]: Filter;
}

/** A normalized {@link Filter}. */
export type Condition =
  | { readonly in: readonly string[] }
  | { readonly prefix: string }
  | { readonly exists: boolean }
  | { readonly not: readonly string[] };

/** A normalized filter, by attribute. Plain JSON: on Workers it is part of the publisher's settings. */
export interface Conditions {
  readonly [attribute: string]: Condition;
}

function toCondition(filter: Filter): Condition {
  if (typeof filter === "string") return { in: [filter] };
  if ("prefix" in filter || "exists" in filter) return filter;
  return "not" in filter ? { not: [filter.not].flat() } : { in: filter };
}

export function toConditions(where: Where): Conditions {
  return Object.fromEntries(Object.entries(where).map(([attribute, filter]) => [attribute, toCondition(filter)]));
}

function holds(condition: Condition, value: string | undefined): boolean {
  if ("exists" in condition) return condition.exists === (value !== undefined);
  if (value === undefined) return false;
  if ("prefix" in condition) return value.startsWith(condition.prefix);
  return "not" in condition ? !condition.not.includes(value) : condition.in.includes(value);
}

/** Whether a message with these attributes is wanted. This is what filters mean on every cloud. */
export function matches(conditions: Conditions, attributes: Readonly<Record<string, string>>): boolean {
  return Object.entries(conditions).every(([name, condition]) => {
    return holds(condition, Object.hasOwn(attributes, name) ? attributes[name] : undefined);
  });
}
