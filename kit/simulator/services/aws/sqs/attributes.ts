import { createHash } from "node:crypto";
import { recordAt, textAt } from "../../../contract/read.ts";
import type { Properties } from "../../../contract.ts";
import { invalid } from "./errors.ts";

/** A message's own attribute, as the API writes it. */
export interface MessageAttribute {
  readonly DataType: string;
  readonly StringValue?: string;
  /** Base64. */
  readonly BinaryValue?: string;
}

export type MessageAttributes = Readonly<Record<string, MessageAttribute>>;

const source = "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html";
const mostAttributes = 10;

function readAttribute(name: string, value: unknown): MessageAttribute {
  const DataType = textAt(value, "DataType") ?? "";
  const [StringValue, BinaryValue] = [textAt(value, "StringValue"), textAt(value, "BinaryValue")];
  const [kind = ""] = DataType.split(".");
  if (!/^[\w.-]{1,256}$/.test(name) || /^(?:aws|amazon)\./i.test(name)) throw refused(name, "the name is not allowed");
  if (!["String", "Number", "Binary"].includes(kind)) throw refused(name, "its type must be String, Number or Binary");
  const given = kind === "Binary" ? BinaryValue : StringValue;
  if (given === undefined || given === "") throw refused(name, `it must have a value of the type ${kind}`);
  return kind === "Binary" ? { DataType, BinaryValue: given } : { DataType, StringValue: given };
}

function refused(name: string, why: string): Error {
  return invalid("MessageAttributes", name, `${why} (${source}).`);
}

/** @throws CloudError `InvalidParameterValue` */
export function readAttributes(input: Properties): MessageAttributes {
  const given = Object.entries(recordAt(input, "MessageAttributes"));
  if (given.length > mostAttributes) {
    throw invalid("MessageAttributes", given.length, `A message has at most ${mostAttributes} attributes.`);
  }
  return Object.fromEntries(given.map(([name, value]) => [name, readAttribute(name, value)]));
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

/** Those that a receiver asks for: by name, by prefix (`shop.*`), or all. */
export function chosen(attributes: MessageAttributes, names: readonly string[]): MessageAttributes {
  const isWanted = (name: string): boolean =>
    names.some((wanted) => wanted === "All" || wanted === ".*" || wanted === name || matchesPrefix(wanted, name));
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => isWanted(name)));
}

function matchesPrefix(wanted: string, name: string): boolean {
  return wanted.endsWith(".*") && name.startsWith(wanted.slice(0, -1));
}
