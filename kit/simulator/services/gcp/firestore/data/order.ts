import { recordAt, recordsAt } from "../../../../contract/read.ts";
import { compareUtf8 } from "../../../../engines/sorted.ts";
import { parseMoment } from "./times.ts";
import { typeOf, type Value } from "./values.ts";

/** "Only the first 1,500 bytes of the UTF-8 representation are considered by queries." */
const considered = 1_500;

/** Types in their order; integers and other numbers are compared as numbers. https://cloud.google.com/firestore/docs/concepts/data-types#value_type_ordering */
const ranks: readonly (readonly string[])[] = [
  ["nullValue"],
  ["booleanValue"],
  ["integerValue", "doubleValue"],
  ["timestampValue"],
  ["stringValue"],
  ["bytesValue"],
  ["referenceValue"],
  ["geoPointValue"],
  ["arrayValue"],
  ["mapValue"],
];

const rankByType = new Map(ranks.flatMap((types, rank) => types.map((type) => [type, rank] as const)));

/** The place of a value's type among all types. */
export function rankOf(value: Value): number {
  return rankByType.get(typeOf(value)) ?? -1;
}

/** The order of values, as indexes have them. Below 0: the first one comes first. */
export function compareValues(one: Value, other: Value): number {
  const rank = rankOf(one);
  if (rank !== rankOf(other)) return rank - rankOf(other);
  const [a, b] = [one[typeOf(one)], other[typeOf(other)]];
  switch (ranks[rank]?.[0]) {
    case "booleanValue":
      return Number(a) - Number(b);
    case "integerValue":
      return compareNumbers(numberOf(one), numberOf(other));
    case "timestampValue":
      return compareTimes(a, b);
    case "stringValue":
      return compareTexts(String(a), String(b));
    case "bytesValue":
      return compareBytes(Buffer.from(String(a), "base64"), Buffer.from(String(b), "base64"));
    case "referenceValue":
      return compareNames(String(a), String(b));
    case "geoPointValue":
      return comparePoints(recordAt(a), recordAt(b));
    case "arrayValue":
      return compareLists(recordsAt(a, "values"), recordsAt(b, "values"), compareValues);
    case "mapValue":
      return compareMaps(recordAt(a, "fields"), recordAt(b, "fields"));
    default:
      return 0;
  }
}

/** The order of names of documents: segment by segment. */
export function compareNames(one: string, other: string): number {
  return compareLists(one.split("/"), other.split("/"), compareUtf8);
}

function compareBytes(one: Buffer, other: Buffer): number {
  return Buffer.compare(one.subarray(0, considered), other.subarray(0, considered));
}

/** No bytes are counted where a text is surely short. */
function compareTexts(one: string, other: string): number {
  if (Math.max(one.length, other.length) * 4 > considered) return compareBytes(Buffer.from(one), Buffer.from(other));
  return compareUtf8(one, other);
}

/** An integer keeps all of its 64 bits. JavaScript compares one with a number exactly. */
function numberOf(value: Value): number | bigint {
  return typeOf(value) === "integerValue" ? BigInt(String(value.integerValue)) : Number(value.doubleValue);
}

/** NaN comes before all others, and equals itself. */
function compareNumbers(one: number | bigint, other: number | bigint): number {
  const [isOne, isOther] = [Number.isNaN(one), Number.isNaN(other)];
  if (isOne || isOther) return Number(isOther) - Number(isOne);
  if (one < other) return -1;
  return one > other ? 1 : 0;
}

function compareTimes(one: unknown, other: unknown): number {
  const [a, b] = [parseMoment(one), parseMoment(other)];
  return (a?.seconds ?? 0) - (b?.seconds ?? 0) || (a?.nanos ?? 0) - (b?.nanos ?? 0);
}

function comparePoints(one: Value, other: Value): number {
  return Number(one.latitude) - Number(other.latitude) || Number(one.longitude) - Number(other.longitude);
}

function compareLists<T>(one: readonly T[], other: readonly T[], compare: (a: T, b: T) => number): number {
  for (const [index, a] of one.entries()) {
    const b = other[index];
    if (b === undefined) return 1;
    const difference = compare(a, b);
    if (difference !== 0) return difference;
  }
  return one.length - other.length;
}

/** By names in their order, then by the values of the same name. */
function compareMaps(one: Value, other: Value): number {
  type Entry = readonly [name: string, value: Value];
  const sorted = (map: Value): readonly Entry[] =>
    Object.entries(map)
      .map(([name, value]): Entry => [name, recordAt(value)])
      .sort(([a], [b]) => compareUtf8(a, b));
  return compareLists(sorted(one), sorted(other), ([a, x], [b, y]) => compareUtf8(a, b) || compareValues(x, y));
}
