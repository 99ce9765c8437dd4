import type { TableLayout } from "../../../../spec/index.ts";
import { bytesOf } from "../../../platform/utf8.ts";
import type { Condition, Item, RecordKey, StoredRecord } from "../../store.ts";

/** A value as the API has it: https://cloud.google.com/firestore/docs/reference/rest/Shared.Types/ArrayValue#Value */
export interface FirestoreValue {
  readonly nullValue?: null;
  readonly booleanValue?: boolean;
  readonly integerValue?: string;
  readonly doubleValue?: number | string;
  readonly timestampValue?: string;
  readonly stringValue?: string;
  readonly referenceValue?: string;
  readonly arrayValue?: { readonly values?: readonly FirestoreValue[] };
  readonly mapValue?: { readonly fields?: Fields };
}

export type Fields = Readonly<Record<string, FirestoreValue>>;

/** https://cloud.google.com/firestore/docs/reference/rest/v1/projects.databases.documents#Document */
export interface FirestoreDocument {
  readonly name: string;
  readonly fields?: Fields;
  readonly updateTime: string;
}

function toValue(value: unknown): FirestoreValue {
  if (typeof value === "string") return { stringValue: value };
  if (typeof value === "boolean") return { booleanValue: value };
  if (typeof value === "number") {
    return Number.isSafeInteger(value) ? { integerValue: String(value) } : { doubleValue: value };
  }
  if (Array.isArray(value)) return { arrayValue: { values: value.map(toValue) } };
  return value === null ? { nullValue: null } : { mapValue: { fields: toFields(Object(value)) } };
}

const toFields = (item: Item): Fields =>
  Object.fromEntries(Object.entries(item).map(([name, value]) => [name, toValue(value)]));

function fromValue(value: FirestoreValue): unknown {
  const { integerValue, doubleValue, arrayValue, mapValue } = value;
  const number = integerValue ?? doubleValue;
  if (number !== undefined) return Number(number);
  if (arrayValue !== undefined) return (arrayValue.values ?? []).map(fromValue);
  // What others have written, a time or a reference, is the text that the API has for it.
  return mapValue === undefined ? Object.values(value)[0] : fromFields(mapValue.fields);
}

const fromFields = (fields: Fields = {}): Item =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, fromValue(value)]));

/** The last second that a time can be: https://cloud.google.com/firestore/docs/reference/rest/Shared.Types/ArrayValue#Value */
const lastSecond = Date.UTC(9999, 11, 31, 23, 59, 59) / 1_000;

/**
 * The fields of an item: its properties, and what tables need for themselves. Each write marks its own, also because one that changes
 * nothing leaves the time of the last change as it was: https://cloud.google.com/firestore/docs/reference/rest/v1/WriteResult
 */
export function fieldsOf(item: Item, stamp: string, { expires }: TableLayout): Fields {
  const time = expires === undefined ? undefined : item[expires];
  const seconds = typeof time === "number" ? Math.min(time, lastSecond) : undefined;
  return {
    ...toFields(item),
    _version: { stringValue: stamp },
    ...(seconds === undefined ? {} : { _expires: { timestampValue: new Date(seconds * 1_000).toISOString() } }),
  };
}

/** Between the two parts of a version. */
const and = " ";

/** When an item was written, and when it expires, which Firestore has no condition for: who asks for the version says it. */
export function versionOf(time: string, item: Item, { expires }: TableLayout): string {
  const end = expires === undefined ? undefined : item[expires];
  return typeof end === "number" ? `${time}${and}${end}` : time;
}

export const timeOf = (version: string): string => version.split(and)[0] ?? "";

/** A time at which no document was written: that of a version that is not one of Firestore's, or has expired. */
const never = "1970-01-01T00:00:01Z";

/** https://cloud.google.com/firestore/docs/reference/rest/v1/Precondition */
export function precondition(condition: Condition | undefined): object {
  if (condition === undefined) return {};
  if (condition === "absent") return { currentDocument: { exists: false } };
  const [time = "", end = Number.POSITIVE_INFINITY] = condition.version.split(and);
  const isTime = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(time) && Number(end) * 1_000 > Date.now();
  return { currentDocument: { updateTime: isTime ? time : never } };
}

export function toRecord({ fields, updateTime }: FirestoreDocument, layout: TableLayout): StoredRecord {
  const { _version: stamp, _expires, ...item } = fromFields(fields);
  return { item, version: versionOf(updateTime, item, layout), stamp: String(stamp) };
}

/** The counters of a document that has nothing else. */
export const countersOf = ({ fields }: FirestoreDocument): Readonly<Record<string, number>> =>
  Object.fromEntries(Object.entries(fields ?? {}).map(([name, value]) => [name, Number(fromValue(value))]));

const longest = 1_500;
const separator = "~";
const escaped = (letter: string): string => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`;

/**
 * The id of an item's document, which people can read: its key, or a hash of it where that is too long.
 * https://cloud.google.com/firestore/quotas#collections_documents_and_fields
 */
export function documentId({ partition, sort }: RecordKey): string {
  const parts = [partition, sort].flatMap((part) => (part === undefined ? [] : [part.replace(/[/%~]/g, escaped)]));
  // Neither `.` nor `..`, nor what begins and ends with `__`.
  const id = parts.join(separator).replace(/^(?:\.(?=\.?$)|_(?=_.*__$))/s, escaped);
  if (bytesOf(id) <= longest) return id;
  const { createHash } = process.getBuiltinModule("node:crypto");
  return separator + createHash("sha256").update(id).digest("hex");
}
