import { isDeepStrictEqual } from "node:util";
import { isRecord } from "../../../../contract/read.ts";
import { CloudError } from "../../../../contract.ts";
import { compareUtf8 } from "../../../../engines/sorted.ts";
import { invalid } from "../errors.ts";
import { compareNumbers, digitsOf, readNumber } from "./numbers.ts";

/** An attribute's value, as the API writes it: under the name of its type. Binary values are Base64. */
export type AttributeValue =
  | { readonly S: string }
  | { readonly N: string }
  | { readonly B: string }
  | { readonly BOOL: boolean }
  | { readonly NULL: true }
  | { readonly M: Item }
  | { readonly L: readonly AttributeValue[] }
  | { readonly SS: readonly string[] }
  | { readonly NS: readonly string[] }
  | { readonly BS: readonly string[] };

export type Item = Readonly<Record<string, AttributeValue>>;

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html#HowItWorks.DataTypes.Document */
const mostLevels = 32;

const parameters = "One or more parameter values were invalid:";

/** A type that the JSON of a request does not have. */
function wrongType(): CloudError {
  return new CloudError("SerializationException", "Unexpected value type in payload");
}

function text(content: unknown): string {
  if (typeof content === "string") return content;
  throw wrongType();
}

function list(content: unknown): readonly unknown[] {
  if (Array.isArray(content)) return content;
  throw wrongType();
}

/** Sets have no order: they are kept in one, so that equal ones are alike. */
function set(kind: string, content: unknown, read: (one: string) => string = String): readonly string[] {
  const members = list(content).map((one) => read(text(one)));
  if (members.length === 0) throw invalid(`${parameters} An ${kind} set may not be empty`);
  if (new Set(members).size === members.length) return members.sort();
  throw invalid(`${parameters} Input collection [${members.join(", ")}] contains duplicates.`);
}

const readers: Readonly<Record<string, (content: unknown, level: number) => AttributeValue>> = {
  S: (content) => ({ S: text(content) }),
  N: (content) => ({ N: readNumber(text(content)) }),
  B: (content) => ({ B: text(content) }),
  BOOL(content) {
    if (typeof content === "boolean") return { BOOL: content };
    throw wrongType();
  },
  NULL(content) {
    if (content === true) return { NULL: true };
    throw invalid(`${parameters} Null attribute value types must have the value of true`);
  },
  M: (content, level) => ({ M: readItem(content, level + 1) }),
  L: (content, level) => ({ L: list(content).map((one) => readValue(one, level + 1)) }),
  SS: (content) => ({ SS: set("string", content) }),
  NS: (content) => ({ NS: set("number", content, readNumber) }),
  BS: (content) => ({ BS: set("binary", content) }),
};

/** @throws CloudError when it is not an attribute's value. */
export function readValue(given: unknown, level = 0): AttributeValue {
  if (!isRecord(given)) throw wrongType();
  const [type = "", ...others] = Object.keys(given);
  const supplied = type === "" ? "is empty" : "has more than one datatypes set";
  if (type === "" || others.length > 0)
    throw invalid(`Supplied AttributeValue ${supplied}, must contain exactly one of the supported datatypes`);
  if (level > mostLevels) {
    const reason = "Attributes in the item have nested levels beyond supported limit";
    throw invalid(`Nesting Levels have exceeded supported limits: ${reason}`);
  }
  const read = Object.hasOwn(readers, type) ? readers[type] : undefined;
  if (read === undefined) throw wrongType();
  return read(given[type], level);
}

/** @throws CloudError when it is not an item, or a map in one. */
export function readItem(given: unknown, level = 0): Item {
  if (!isRecord(given)) throw wrongType();
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, readValue(value, level)]));
}

/** Whether a text is the name of a type. */
export function isType(name: string): boolean {
  return Object.hasOwn(readers, name);
}

export function typeOf(value: AttributeValue): string {
  return Object.keys(value)[0] ?? "";
}

/** The members of a set, and its type. `undefined`: it is not a set. */
export function setIn(value: AttributeValue): { type: "SS" | "NS" | "BS"; members: readonly string[] } | undefined {
  if ("SS" in value) return { type: "SS", members: value.SS };
  if ("NS" in value) return { type: "NS", members: value.NS };
  return "BS" in value ? { type: "BS", members: value.BS } : undefined;
}

/** A set of these members. `undefined`: sets cannot be empty. */
export function setOf(type: "SS" | "NS" | "BS", members: Iterable<string>): AttributeValue | undefined {
  const all = [...new Set(members)].sort();
  if (all.length === 0) return undefined;
  return type === "SS" ? { SS: all } : type === "NS" ? { NS: all } : { BS: all };
}

export function equal(one: AttributeValue, other: AttributeValue): boolean {
  return isDeepStrictEqual(one, other);
}

/** How values of one type that has an order compare: strings and binary values by their bytes. */
export function compare(one: AttributeValue, other: AttributeValue): number | undefined {
  if ("S" in one && "S" in other) return compareUtf8(one.S, other.S);
  if ("N" in one && "N" in other) return compareNumbers(one.N, other.N);
  if ("B" in one && "B" in other) return Buffer.compare(Buffer.from(one.B, "base64"), Buffer.from(other.B, "base64"));
  return undefined;
}

const bytesOfText = (content: string): number => Buffer.byteLength(content);
const bytesOfBinary = (content: string): number => Buffer.byteLength(content, "base64");
const bytesOfNumber = (number: string): number => Math.ceil(digitsOf(number) / 2) + 1 + Number(number.startsWith("-"));
const sum = <T>(all: readonly T[], sizeOf: (one: T) => number): number =>
  all.reduce((total, one) => total + sizeOf(one), 0);

/** In bytes. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html */
function sizeOf(value: AttributeValue): number {
  if ("S" in value) return bytesOfText(value.S);
  if ("N" in value) return bytesOfNumber(value.N);
  if ("B" in value) return bytesOfBinary(value.B);
  if ("SS" in value) return sum(value.SS, bytesOfText);
  if ("NS" in value) return sum(value.NS, bytesOfNumber);
  if ("BS" in value) return sum(value.BS, bytesOfBinary);
  if ("L" in value) return 3 + sum(value.L, (one) => 1 + sizeOf(one));
  if ("M" in value) return 3 + itemSize(value.M) + Object.keys(value.M).length;
  return 1;
}

/** In bytes: names and values of all attributes. */
export function itemSize(item: Item): number {
  return sum(Object.entries(item), ([name, value]) => bytesOfText(name) + sizeOf(value));
}
