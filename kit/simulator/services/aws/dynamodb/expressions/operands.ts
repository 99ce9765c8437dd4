import { type AttributeValue, compare, type Item, typeOf } from "../values/value.ts";
import { valueAt } from "./paths.ts";
import type { Path, Reader } from "./reader.ts";

/** What a condition compares. */
export type Operand = { readonly path: Path } | { readonly value: AttributeValue } | { readonly size: Path };

/** The types that have an order, and those that have a beginning. */
const [ordered, beginning] = [
  ["S", "N", "B"],
  ["S", "B"],
] as const;

const wrongType = "Incorrect operand type for operator or function";

export function readOperand(reader: Reader): Operand {
  if (reader.isNext("SIZE") && reader.isNext("(", 1)) return readSize(reader);
  const value = reader.value();
  return value === undefined ? { path: reader.path() } : { value };
}

/** The size of an attribute, or of a value of the request, which is known at once. */
function readSize(reader: Reader): Operand {
  reader.skip("SIZE");
  reader.expect("(");
  const value = reader.value();
  const operand = value === undefined ? { size: reader.path() } : { value: { N: String(sizeOfGiven(reader, value)) } };
  reader.expect(")");
  return operand;
}

function sizeOfGiven(reader: Reader, value: AttributeValue): number {
  const size = sizeOf(value);
  if (size !== undefined) return size;
  throw reader.refused(`${wrongType}; operator or function: size, operand type: ${typeOf(value)}`);
}

function sizeOf(value: AttributeValue): number | undefined {
  if ("N" in value) return undefined;
  if ("B" in value) return Buffer.byteLength(value.B, "base64");
  if ("M" in value) return Object.keys(value.M).length;
  const [content] = Object.values(value);
  return typeof content === "string" || Array.isArray(content) ? content.length : undefined;
}

export function resolve(operand: Operand, item: Item): AttributeValue | undefined {
  if ("value" in operand) return operand.value;
  if ("path" in operand) return valueAt(item, operand.path);
  const value = valueAt(item, operand.size);
  const size = value && sizeOf(value);
  return size === undefined ? undefined : { N: String(size) };
}

function requireType(reader: Reader, operator: string, operand: Operand | undefined, types: readonly string[]): void {
  if (operand === undefined || !("value" in operand) || types.includes(typeOf(operand.value))) return;
  throw reader.refused(`${wrongType}; ${operator}, operand type: ${typeOf(operand.value)}`);
}

/** @throws CloudError when a value of the request does not have an order. That of an item only makes the condition false. */
export function requireOrdered(reader: Reader, operator: string, operands: readonly Operand[]): void {
  for (const operand of operands) requireType(reader, `operator: ${operator}`, operand, ordered);
}

/** @throws CloudError when a value of the request cannot be the beginning of something. */
export function requireBeginning(reader: Reader, operand: Operand | undefined): void {
  requireType(reader, "operator or function: begins_with", operand, beginning);
}

/** @throws CloudError when both operands are the same attribute. */
export function requireDistinct(reader: Reader, operator: string, [one, other]: readonly Operand[]): void {
  if (one === undefined || other === undefined || !("path" in one && "path" in other)) return;
  if (JSON.stringify(one.path) !== JSON.stringify(other.path)) return;
  const rule = "The first operand must be distinct from the remaining operands for this operator or function";
  throw reader.refused(`${rule}; operator: ${operator}, first operand: [${one.path.join(", ")}]`);
}

/** @throws CloudError when two values of the request are not the bounds of a range. */
export function requireRange(reader: Reader, from: Operand, to: Operand): void {
  requireOrdered(reader, "BETWEEN", [from, to]);
  if (!("value" in from && "value" in to)) return;
  const bounds = `lower bound operand: ${printed(from.value)}, upper bound operand: ${printed(to.value)}`;
  const order = compare(from.value, to.value);
  if (order === undefined) {
    throw reader.refused(`The BETWEEN operator requires same data type for lower and upper bounds; ${bounds}`);
  }
  if (order <= 0) return;
  const rule = "requires upper bound to be greater than or equal to lower bound";
  throw reader.refused(`The BETWEEN operator ${rule}; ${bounds}`);
}

function printed(value: AttributeValue): string {
  return `AttributeValue: {${Object.entries(value)
    .map(([type, content]) => `${type}:${content}`)
    .join()}}`;
}
