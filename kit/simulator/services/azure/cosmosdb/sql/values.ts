import { isDeepStrictEqual } from "node:util";

/** What an expression comes to: a value of JSON, or nothing. */
export type Value = unknown;

/**
 * Values of different types are ordered by their types.
 * https://learn.microsoft.com/azure/cosmos-db/nosql/query/order-by#remarks
 */
const types = ["undefined", "null", "boolean", "number", "string", "array", "object"] as const;

type Type = (typeof types)[number];

function typeOf(value: Value): Type {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  return types.find((type) => type === typeof value) ?? "undefined";
}

/**
 * Texts by UTF-16 units: no page says how, and this is how Microsoft's own client puts answers together.
 * https://github.com/Azure/azure-sdk-for-rust/blob/main/sdk/cosmos/azure_data_cosmos_driver/src/driver/dataflow/order_by.rs
 */
function order(one: Value, other: Value): number {
  if (typeof one === "string" && typeof other === "string") return one < other ? -1 : Number(one > other);
  return Number(one) - Number(other) || 0;
}

/** The order of values as `ORDER BY` has it. Arrays and objects have none among themselves. */
export function compare(one: Value, other: Value): number {
  const [type, otherType] = [typeOf(one), typeOf(other)];
  if (type !== otherType) return types.indexOf(type) - types.indexOf(otherType);
  return type === "array" || type === "object" ? 0 : order(one, other);
}

/** Whether one value comes before another, as `<` has it: only of booleans, numbers and texts. */
export function isBefore(one: Value, other: Value): boolean {
  const type = typeOf(one);
  const isOrdered = type === "boolean" || type === "number" || type === "string";
  return isOrdered && type === typeOf(other) && order(one, other) < 0;
}

/** What is not there equals nothing. https://learn.microsoft.com/azure/cosmos-db/nosql/query/equality-comparison-operators */
export function isEqual(one: Value, other: Value): boolean {
  return one !== undefined && isDeepStrictEqual(one, other);
}
