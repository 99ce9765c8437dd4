import { isDeepStrictEqual } from "node:util";

/** What differs between two runs of a service: ids, times, callers; and signatures, whose version a topic chooses. */
const varies =
  /^(?:MessageId|ReceiptHandle|SenderId|SequenceNumber|TaskHandle|.*Timestamp|Signature|SignatureVersion|SigningCertURL|UnsubscribeURL|TopicArn|QueueUrl|QueueArn|NextToken)$/;

/** What moto's batches and updates report without being asked. A script asks for it. */
const unasked = "ConsumedCapacity";

/** Lists whose order means something, and values that mean something when they are empty. */
const ordered = /^(?:Items|L)$/;
const meant = /^[LM]$/;

/** Texts for people, which every service words differently. */
const wording = /^(?:Message|FailureReason)$/;

/**
 * An answer without the values that vary; their names stay. Empty and missing values count as the same, since SDKs for other
 * languages do not distinguish them, and unordered lists are sorted.
 */
export function normal(given: object): unknown {
  const { $metadata, ...answer } = Object(given);
  const status = Object($metadata).httpStatusCode;
  return { status, ...Object(normalValue(answer)) };
}

function normalValue(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
  if (Array.isArray(value)) return value.map(normalValue).sort((one, other) => compare(one, other));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value)
    .map(([name, one]) => [name, normalEntry(name, one, value)] as const)
    .filter(([name, one]) => one !== undefined && name !== unasked && (meant.test(name) || !isEmpty(one)));
  return Object.fromEntries(entries.sort(([one], [other]) => compare(one, other)));
}

function normalEntry(name: string, value: unknown, of: object): unknown {
  if (varies.test(name) && value !== undefined) return `<${name}>`;
  // A failed entry of a batch, not a published message.
  if (wording.test(name) && "Code" in of) return undefined;
  if (name === "Body") return envelopeIn(value) ?? value;
  if (name === "MD5OfBody" && "Body" in of && envelopeIn(of.Body) !== undefined) return "<of the envelope>";
  if (ordered.test(name) && Array.isArray(value)) return value.map(normalValue);
  return normalValue(value);
}

/** The envelope that SNS puts around a message, however it is formatted. */
function envelopeIn(body: unknown): unknown {
  if (typeof body !== "string" || !body.startsWith("{") || !body.includes('"Notification"')) return undefined;
  return normalValue(JSON.parse(body));
}

function isEmpty(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}

function compare(one: unknown, other: unknown): number {
  const [a, b] = [JSON.stringify(one) ?? "", JSON.stringify(other) ?? ""];
  return a < b ? -1 : Number(a > b);
}

/** Two different answers at one step. */
export interface Difference {
  readonly ours: unknown;
  readonly theirs: unknown;
}

/** The steps at which a peer's answer differs from ours. */
export function differences(ours: readonly unknown[], theirs: readonly unknown[]): readonly Difference[] {
  return Array.from({ length: Math.max(ours.length, theirs.length) }, (_, at) => ({
    ours: ours[at],
    theirs: theirs[at],
  })).filter((step) => !isDeepStrictEqual(step.ours, step.theirs));
}
