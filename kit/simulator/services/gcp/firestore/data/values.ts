import { isRecord, recordAt } from "../../../../contract/read.ts";
import type { Properties } from "../../../../contract.ts";
import { invalid } from "../errors.ts";
import { requireFieldName } from "../names.ts";
import { formatMoment, parseMoment } from "./times.ts";

/** A value as the API has it: an object with one member, whose name is the type. https://cloud.google.com/firestore/docs/reference/rest/Shared.Types/ArrayValue#Value */
export type Value = Properties;
export type Fields = Readonly<Record<string, Value>>;

/** "The string, represented as UTF-8, must not exceed 1 MiB - 89 bytes", and the same of bytes. */
const longestValue = 1_048_576 - 89;

/** "Maximum depth of fields in a map or array": https://cloud.google.com/firestore/quotas#collections_documents_and_fields */
const deepest = 20;

const least = -(2n ** 63n);
const most = 2n ** 63n - 1n;

/** Where a value stands. */
interface Place {
  readonly path: string;
  /** How many maps and arrays are around it. */
  readonly depth: number;
}

/** Reads what a value of a type says, and gives it in one form. `undefined`: it says nothing that the type has. */
type Reader = (given: unknown, place: Place) => unknown;

const readers: Readonly<Record<string, Reader>> = {
  // The number stands for it where enumerations are sent as numbers.
  nullValue: (given) => (given === null || given === 0 || given === "NULL_VALUE" ? null : undefined),
  booleanValue: (given) => (typeof given === "boolean" ? given : undefined),
  integerValue: readInteger,
  doubleValue: readDouble,
  timestampValue: readTimestamp,
  stringValue: (given, place) =>
    typeof given === "string" && given.isWellFormed()
      ? requireShort(given, Buffer.byteLength(given), place)
      : undefined,
  bytesValue(given, place) {
    if (typeof given !== "string" || !/^[\w+/-]*={0,2}$/.test(given)) return undefined;
    const bytes = Buffer.from(given, "base64");
    return requireShort(bytes.toString("base64"), bytes.length, place);
  },
  referenceValue: (given) =>
    typeof given === "string" && /^projects\/[^/]+\/databases\/[^/]+\/documents\/./.test(given) ? given : undefined,
  geoPointValue: readGeoPoint,
  arrayValue: readArray,
  mapValue: (given, place) => (isRecord(given) ? { fields: readFields(given.fields, inside(place)) } : undefined),
};

/** Fields as a request has them, in one form. @throws CloudError `INVALID_ARGUMENT` */
export function readFields(given: unknown, { path, depth }: Place = { path: "", depth: 0 }): Fields {
  const fields = Object.entries(recordAt(given)).map(([name, value]) => {
    requireFieldName(name);
    return [name, readValue(value, { path: path === "" ? name : `${path}.${name}`, depth })] as const;
  });
  return Object.fromEntries(fields);
}

/** A value as a request has it, in one form: integers as text, times with their microseconds. @throws CloudError `INVALID_ARGUMENT` */
export function readValue(given: unknown, place: Place = { path: "value", depth: 0 }): Value {
  const [[type = "", content] = [], ...others] = Object.entries(recordAt(given));
  const reader = others.length === 0 && Object.hasOwn(readers, type) ? readers[type] : undefined;
  const read = reader?.(content, place);
  if (read === undefined) throw invalid(`Invalid value at '${place.path}': ${JSON.stringify(given)?.slice(0, 100)}.`);
  return { [type]: read };
}

/** The type of a value. */
export function typeOf(value: Value): string {
  return Object.keys(value)[0] ?? "";
}

function inside({ path, depth }: Place): Place {
  if (depth >= deepest) throw invalid(`Property ${path} exceeds the maximum depth of ${deepest}.`);
  return { path, depth: depth + 1 };
}

function requireShort(text: string, bytes: number, { path }: Place): string {
  if (bytes <= longestValue) return text;
  throw invalid(`The value of property "${path}" is longer than ${longestValue} bytes.`);
}

function readInteger(given: unknown): string | undefined {
  if (!/^-?\d+$/.test(String(given))) return undefined;
  const value = BigInt(String(given));
  return value >= least && value <= most ? String(value) : undefined;
}

/** JSON has no NaN and no infinities. https://protobuf.dev/programming-guides/json/ */
function readDouble(given: unknown): number | string | undefined {
  if (typeof given === "number") return given;
  if (given === "NaN" || given === "Infinity" || given === "-Infinity") return given;
  const value = typeof given === "string" && given.trim() !== "" ? Number(given) : Number.NaN;
  return Number.isFinite(value) ? value : undefined;
}

function readTimestamp(given: unknown): string | undefined {
  const moment = parseMoment(given);
  return moment && formatMoment(moment);
}

function readGeoPoint(given: unknown): Properties | undefined {
  const { latitude = 0, longitude = 0 } = recordAt(given);
  const isWithin = (value: unknown, limit: number) => typeof value === "number" && Math.abs(value) <= limit;
  return isWithin(latitude, 90) && isWithin(longitude, 180) ? { latitude, longitude } : undefined;
}

/** "Cannot directly contain another array value, though can contain a map which contains another array." */
function readArray(given: unknown, place: Place): Properties | undefined {
  const { values = [] } = recordAt(given);
  if (!isRecord(given) || !Array.isArray(values)) return undefined;
  const within = inside(place);
  const read = values.map((value: unknown, index) => readValue(value, { ...within, path: `${place.path}[${index}]` }));
  if (read.some((value) => typeOf(value) === "arrayValue")) {
    throw invalid(`Property ${place.path} contains an invalid nested entity: an array directly in an array.`);
  }
  return { values: read };
}
