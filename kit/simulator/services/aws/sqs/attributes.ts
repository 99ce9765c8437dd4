import { createHash } from "node:crypto";
import { recordAt, textAt, textsAt } from "../../../contract/read.ts";
import type { Properties } from "../../../contract.ts";
import { invalid } from "./errors.ts";

/** A custom attribute of a message, as in the API. */
export interface MessageAttribute {
  readonly DataType: string;
  readonly StringValue?: string;
  /** Base64. */
  readonly BinaryValue?: string;
}

export type MessageAttributes = Readonly<Record<string, MessageAttribute>>;

const source = "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html";
const mostAttributes = 10;

/** What is wrong with an attribute, by the rules of SQS and SNS. */
export function problemOf(name: string, value: unknown): string | undefined {
  const [kind = ""] = (textAt(value, "DataType") ?? "").split(".");
  if (!/^[\w.-]{1,256}$/.test(name) || /^(?:aws|amazon)\./i.test(name)) return "the name is not allowed";
  if (!["String", "Number", "Binary"].includes(kind)) return "its type must be String, Number or Binary";
  const given = textAt(value, kind === "Binary" ? "BinaryValue" : "StringValue") ?? "";
  if (given === "") return `it must have a value of the type ${kind}`;
  const isNumber = kind !== "Number" || textAt(value, "DataType") === "Number.Array" || Number.isFinite(Number(given));
  return isNumber ? undefined : "its value cannot be read as a number";
}

/** An attribute that {@link problemOf} accepts. */
export function attributeOf(value: unknown): MessageAttribute {
  const DataType = textAt(value, "DataType") ?? "";
  const { BinaryValue = "", StringValue = "" } = textsAt(value);
  return DataType.startsWith("Binary") ? { DataType, BinaryValue } : { DataType, StringValue };
}

/** Attributes with text values. */
export function textAttributes(texts: Readonly<Record<string, string>>): MessageAttributes {
  return Object.fromEntries(
    Object.entries(texts).map(([name, StringValue]) => [name, { DataType: "String", StringValue }]),
  );
}

/** @throws CloudError `InvalidParameterValue` */
export function readAttributes(input: Properties): MessageAttributes {
  const given = Object.entries(recordAt(input, "MessageAttributes"));
  if (given.length > mostAttributes) {
    throw invalid("MessageAttributes", given.length, `A message has at most ${mostAttributes} attributes.`);
  }
  for (const [name, value] of given) {
    const problem = problemOf(name, value);
    if (problem !== undefined) throw invalid("MessageAttributes", name, `${problem} (${source}).`);
  }
  return Object.fromEntries(given.map(([name, value]) => [name, attributeOf(value)]));
}

function bytesOf({ StringValue, BinaryValue = "" }: MessageAttribute): Buffer {
  return StringValue === undefined ? Buffer.from(BinaryValue, "base64") : Buffer.from(StringValue);
}

/** "The name, type, value and the message body must not be empty or null", and all of them count. */
export function sizeOf(body: string, attributes: MessageAttributes): number {
  return Object.entries(attributes).reduce(
    (size, [name, one]) => size + Buffer.byteLength(name + one.DataType) + bytesOf(one).length,
    Buffer.byteLength(body),
  );
}

export function md5Of(content: string | Buffer): string {
  return createHash("md5").update(content).digest("hex");
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html#sqs-attributes-md5-message-digest-calculation */
export function md5OfAttributes(attributes: MessageAttributes): string | undefined {
  const names = Object.keys(attributes).sort();
  if (names.length === 0) return undefined;
  const measured = (bytes: Buffer): Buffer => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    return Buffer.concat([length, bytes]);
  };
  const parts = names.flatMap((name) => {
    const one = attributes[name];
    if (one === undefined) return [];
    const transport = Buffer.from([one.DataType.startsWith("Binary") ? 2 : 1]);
    return [measured(Buffer.from(name)), measured(Buffer.from(one.DataType)), transport, measured(bytesOf(one))];
  });
  return md5Of(Buffer.concat(parts));
}

/** The attributes that a receiver asks for: by name, by prefix (`shop.*`), or all. */
export function chosen(attributes: MessageAttributes, names: readonly string[]): MessageAttributes {
  const isWanted = (name: string): boolean =>
    names.some((wanted) => wanted === "All" || wanted === ".*" || wanted === name || matchesPrefix(wanted, name));
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => isWanted(name)));
}

function matchesPrefix(wanted: string, name: string): boolean {
  return wanted.endsWith(".*") && name.startsWith(wanted.slice(0, -1));
}
