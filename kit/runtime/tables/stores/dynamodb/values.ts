import type { Item } from "../../store.ts";

/** A value as the API has it: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeValue.html */
export type AttributeValue =
  | { readonly S: string }
  | { readonly N: string }
  | { readonly BOOL: boolean }
  | { readonly NULL: true }
  | { readonly L: readonly AttributeValue[] }
  | { readonly M: Attributes }
  | OthersValue;

/** What only other programs write. */
type OthersValue =
  | { readonly B: string }
  | { readonly SS: readonly string[] }
  | { readonly NS: readonly string[] }
  | { readonly BS: readonly string[] };

export type Attributes = Readonly<Record<string, AttributeValue>>;

function toValue(value: unknown): AttributeValue {
  if (typeof value === "string") return { S: value };
  if (typeof value === "number") return { N: String(value) };
  if (typeof value === "boolean") return { BOOL: value };
  if (Array.isArray(value)) return { L: value.map(toValue) };
  return value === null ? { NULL: true } : { M: toAttributes(Object(value)) };
}

export function toAttributes(item: Item): Attributes {
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, toValue(value)]));
}

/** Bytes are the Base64 that the API has for them, and sets are lists. */
function fromValue(value: AttributeValue): unknown {
  if ("S" in value) return value.S;
  if ("N" in value) return Number(value.N);
  if ("BOOL" in value) return value.BOOL;
  if ("L" in value) return value.L.map(fromValue);
  if ("M" in value) return fromAttributes(value.M);
  if ("B" in value) return value.B;
  if ("NS" in value) return value.NS.map(Number);
  if ("SS" in value) return value.SS;
  return "BS" in value ? value.BS : null;
}

export function fromAttributes(attributes: Attributes): Item {
  return Object.fromEntries(Object.entries(attributes).map(([name, value]) => [name, fromValue(value)]));
}
