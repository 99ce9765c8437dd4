import type { Names, TableLayout } from "../../spec/index.ts";
import { tableLimits } from "../../spec/tables/limits.ts";
import { bytesOf } from "../platform/utf8.ts";
import { refuse, TableError } from "./errors.ts";
import type { Item, RecordKey } from "./store.ts";

const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
};

/** Whether a key or an index can have a text. Not U+0000, which ends texts in SQLite. */
function isKeyText(text: string): boolean {
  const size = bytesOf(text);
  return size >= 1 && size <= tableLimits.key && text.isWellFormed() && !text.includes("\0");
}

export const isKeyValue = (value: unknown): value is string => typeof value === "string" && isKeyText(value);

/**
 * A value of a key or an index.
 * @throws TableError `Invalid`
 */
export function toKeyValue(value: unknown, name: string): string {
  if (value === undefined) refuse(`the property "${name}" is missing.`);
  if (typeof value !== "string") refuse(`the property "${name}" is not a text.`);
  if (!isKeyText(value)) {
    refuse(`the property "${name}" is not a well-formed text of 1 to ${tableLimits.key} bytes without U+0000.`);
  }
  return value;
}

/** @throws TableError `Invalid` for what lacks the properties of a key, or has others there. */
export function toRecordKey([partition, sort]: Names, values: unknown): RecordKey {
  const given = new Map(Object.entries(Object(values)));
  return {
    partition: toKeyValue(given.get(partition), partition),
    ...(sort === undefined ? {} : { sort: toKeyValue(given.get(sort), sort) }),
  };
}

/** What a value counts for, as DynamoDB has it, which keeps two digits of a number in a byte: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html */
const numberSize = 11;
const nestedSize = 3;
const elementSize = 1;
const constantSize = 1;

/** Copies an item, as it will be read: without properties that are `undefined`, and with 0 for -0. */
class Copier {
  size = 0;

  copy(value: unknown, path: string, depth: number): unknown {
    if (typeof value === "string") return this.#text(value, path);
    if (typeof value === "number") return this.#number(value, path);
    this.size += constantSize;
    if (value === null || typeof value === "boolean") return value;
    if (typeof value !== "object") refuse(`${path} is a ${typeof value}, which JSON does not have.`);
    if (depth > tableLimits.depth) refuse(`${path} is nested more than ${tableLimits.depth} deep.`);
    this.size += nestedSize;
    return Array.isArray(value) ? this.#list(value, path, depth) : this.object(value, path, depth);
  }

  object(value: object, path: string, depth: number): Item {
    if (!isPlain(value)) refuse(`${path === "" ? "the item" : path} is not a plain object: write it as JSON has it.`);
    const entries = Object.entries(value).flatMap(([name, property]) => {
      if (property === undefined) return [];
      const own = path === "" ? name : `${path}.${name}`;
      // https://cloud.google.com/firestore/quotas#collections_documents_and_fields
      if (name === "" || /^__.*__$/s.test(name) || !name.isWellFormed()) {
        refuse(`${JSON.stringify(own)} is not a valid name for a property of an item.`);
      }
      this.size += bytesOf(name) + elementSize;
      return [[name, this.copy(property, own, depth + 1)] as const];
    });
    return Object.fromEntries(entries);
  }

  /** Firestore has no list directly in a list: https://cloud.google.com/firestore/docs/concepts/data-types */
  #list(values: readonly unknown[], path: string, depth: number): unknown[] {
    return values.map((value, index) => {
      const own = `${path}[${index}]`;
      if (Array.isArray(value)) refuse(`${own} is a list in a list: put an object around it.`);
      this.size += elementSize;
      return this.copy(value, own, depth + 1);
    });
  }

  #text(value: string, path: string): string {
    if (!value.isWellFormed()) refuse(`${path} has half of a surrogate pair, which is not Unicode.`);
    this.size += bytesOf(value);
    return value;
  }

  #number(value: number, path: string): number {
    const { min, max } = tableLimits.number;
    const size = Math.abs(value);
    if (size !== 0 && !(size >= min && size <= max)) {
      // Not the number itself: messages go to logs, and may be about anybody.
      refuse(`${path} is ${Number.isFinite(value) ? "out of range" : value}: numbers go from ${min} to ${max}.`);
    }
    this.size += numberSize;
    return value === 0 ? 0 : value;
  }
}

/** Names that tables need for themselves. */
const reserved = new Set(["_version", "_expires"]);

/**
 * An item as every cloud can keep it, with the properties that its table finds it by.
 * @throws TableError `Invalid` or `TooLarge`
 */
export function toItem(
  value: unknown,
  { key, indexes, expires }: TableLayout,
): { readonly item: Item; readonly size: number } {
  if (typeof value !== "object" || value === null) refuse("the item is not an object.");
  const copier = new Copier();
  const item = copier.object(value, "", 1);
  const taken = Object.keys(item).find((name) => reserved.has(name));
  if (taken !== undefined) refuse(`the property "${taken}" is one that tables need for themselves.`);
  toRecordKey(key, item);
  for (const name of Object.values(indexes).flat()) {
    if (name !== undefined && item[name] !== undefined) toKeyValue(item[name], name);
  }
  const time = expires === undefined ? undefined : item[expires];
  if (time !== undefined && !(Number.isSafeInteger(time) && Number(time) >= 0)) {
    refuse(`the property "${expires}" is not a whole number of seconds since 1970.`);
  }
  const size = Math.max(copier.size, bytesOf(JSON.stringify(item)));
  if (size <= tableLimits.item) return { item, size };
  const [is, most] = [size, tableLimits.item].map((count) => count.toLocaleString("en"));
  throw new TableError("TooLarge", `the item has ${is} bytes, of at most ${most}.`);
}
