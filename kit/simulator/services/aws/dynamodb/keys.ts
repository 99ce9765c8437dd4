import type { DocumentKey } from "../../../engines/documents.ts";
import { compareUtf8 } from "../../../engines/sorted.ts";
import { ItemError, invalid } from "./errors.ts";
import { attributesOf, type KeyAttribute, type Keys, type Table } from "./tables.ts";
import { sortable } from "./values/numbers.ts";
import { type AttributeValue, type Item, itemSize, typeOf } from "./values/value.ts";

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-partition-sort-keys */
const [longestHash, longestRange] = [2_048, 1_024] as const;
/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-items */
const largestItem = 400 * 1_024;

const parameters = "One or more parameter values were invalid:";
const notValid = "One or more parameter values are not valid.";
const noEmptyKey = "The AttributeValue for a key attribute cannot contain an empty string value.";

/** A key attribute's value as a text that has its order. */
export function orderText(value: AttributeValue | undefined): string {
  if (value === undefined) return "";
  return "N" in value ? sortable(value.N) : "S" in value ? value.S : "";
}

function isEmpty(value: AttributeValue): boolean {
  return "S" in value && value.S === "";
}

/** @throws ItemError when the value is too long for where it stands in a key. */
function requireLength({ hash }: Keys, { name }: KeyAttribute, value: AttributeValue): void {
  const length = "S" in value ? Buffer.byteLength(value.S) : 0;
  const isHash = name === hash.name;
  if (isHash && length > longestHash) {
    throw new ItemError(`${parameters} Size of hashkey has exceeded the maximum size limit of${longestHash} bytes`);
  }
  if (isHash || length <= longestRange) return;
  const range = `Aggregated size of all range keys has exceeded the size limit of ${longestRange} bytes`;
  throw new ItemError(`${parameters} ${range}`);
}

/** Where an item stands. Its key must be right. */
export function placeOf({ keys }: Pick<Table, "keys">, item: Item): DocumentKey {
  return { partition: orderText(item[keys.hash.name]), id: orderText(keys.range && item[keys.range.name]) };
}

/** What the items of a partition are ordered by: their sort key, and in an index after that their key in the table. */
export function orderOf(table: Table, { range }: Keys, item: Item): readonly string[] {
  const { partition, id } = placeOf(table, item);
  return [orderText(range && item[range.name]), partition, id];
}

export function compareOrders(one: readonly string[], other: readonly string[]): number {
  for (const [position, part] of one.entries()) {
    const difference = compareUtf8(part, other[position] ?? "");
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The key of an item. */
export function keyOf({ keys }: Pick<Table, "keys">, item: Item): Item {
  const names = attributesOf(keys).map(({ name }) => name);
  return Object.fromEntries(Object.entries(item).filter(([name]) => names.includes(name)));
}

/** Where the item with a key stands. @throws ItemError when it is not a key of the table. */
export function placeOfKey(table: Table, key: Item): DocumentKey {
  const attributes = attributesOf(table.keys);
  const isKey = attributes.every(({ name, type }) => key[name] !== undefined && typeOf(key[name]) === type);
  if (!isKey || Object.keys(key).length !== attributes.length) {
    throw new ItemError("The provided key element does not match the schema");
  }
  requireKeyValues(table, key);
  return placeOf(table, key);
}

function requireKeyValues({ keys }: Table, item: Item): void {
  for (const attribute of attributesOf(keys)) {
    const value = item[attribute.name];
    if (value === undefined) continue;
    if (isEmpty(value)) throw new ItemError(`${notValid} ${noEmptyKey} Key: ${attribute.name}`);
    requireLength(keys, attribute, value);
  }
}

/** Where a whole item stands. @throws ItemError when its key is not one of the table. */
export function placeOfItem(table: Table, item: Item): DocumentKey {
  for (const { name, type } of attributesOf(table.keys)) {
    const value = item[name];
    if (value === undefined) throw new ItemError(`${parameters} Missing the key ${name} in the item`);
    if (typeOf(value) === type) continue;
    throw new ItemError(`${parameters} Type mismatch for key ${name} expected: ${type} actual: ${typeOf(value)}`);
  }
  requireKeyValues(table, item);
  return placeOf(table, item);
}

/**
 * Whatever is a key of an index must be of the index's type, and not empty. An item without it is not in the index.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.html
 * @throws ItemError
 */
export function requireStorable(table: Table, item: Item, tooLarge: string): void {
  for (const [index, keys] of table.indexes) {
    for (const attribute of attributesOf(keys)) {
      const { name, type } = attribute;
      const value = item[name];
      if (value === undefined) continue;
      if (typeOf(value) !== type) {
        const types = `Expected: ${type} Actual: ${typeOf(value)}`;
        throw new ItemError(`${parameters} Type mismatch for Index Key ${name} ${types} IndexName: ${index}`);
      }
      if (isEmpty(value)) {
        const unsupported = "A value specified for a secondary index key is not supported.";
        throw new ItemError(`${notValid} ${unsupported} ${noEmptyKey} IndexName: ${index}, IndexKey: ${name}`);
      }
      requireLength(keys, attribute, value);
    }
  }
  if (itemSize(item) > largestItem) throw new ItemError(tooLarge);
}

/** @throws CloudError when a value cannot be part of a key. */
export function requireKeyValue({ name, type }: KeyAttribute, value: AttributeValue): void {
  if (typeOf(value) !== type) {
    throw invalid(`${parameters} Condition parameter type does not match schema type`);
  }
  if (isEmpty(value)) throw invalid(`${notValid} ${noEmptyKey} Key: ${name}`);
}
