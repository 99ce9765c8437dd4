import { parseJson, recordAt, textAt } from "../../../contract/read.ts";
import { CloudError, type Properties } from "../../../contract.ts";
import { attributeOf, type MessageAttributes, problemOf, sizeOf } from "../sqs/index.ts";

/** A value of an attribute, as filters see it. */
export type AttributeValue = string | number | boolean | null;

/** The values of a message's attributes, by their names. */
export type Values = ReadonlyMap<string, readonly AttributeValue[]>;

/** A published message. */
export interface Published {
  readonly id: string;
  /** The body for queues. */
  readonly body: string;
  readonly subject: string | undefined;
  readonly attributes: MessageAttributes;
}

export function invalidParameter(reason: string): CloudError {
  return new CloudError("InvalidParameter", `Invalid parameter: ${reason}`);
}

/** In bytes: https://docs.aws.amazon.com/sns/latest/api/API_Publish.html. Pulumi's topics cannot set another size. */
export const largestMessage = 262_144;

/** https://docs.aws.amazon.com/sns/latest/dg/sns-message-attributes.html */
function readAttributes(input: Properties): MessageAttributes {
  const entries = Object.entries(recordAt(input, "MessageAttributes"));
  for (const [name, value] of entries) {
    const problem = problemOf(name, value);
    if (problem === undefined) continue;
    throw new CloudError("ParameterValueInvalid", `The message attribute '${name}' is invalid: ${problem}.`);
  }
  return Object.fromEntries(entries.map(([name, value]) => [name, attributeOf(value)]));
}

/** Reads a message from a request. @throws CloudError when it is not valid. */
export function readMessage(input: Properties, id: string): Published {
  const body = textAt(input, "Message") ?? "";
  if (body === "") throw invalidParameter("Empty message");
  const subject = textAt(input, "Subject");
  // "Subjects must be UTF-8 text with no line breaks or control characters, and less than 100 characters long."
  if (subject !== undefined && !/^[^\p{Cc}\p{Zl}\p{Zp}]{1,99}$/u.test(subject)) throw invalidParameter("Subject");
  const attributes = readAttributes(input);
  if (sizeOf(body, attributes) > largestMessage) throw invalidParameter("Message too long");
  return { id, body: bodyFor(input.MessageStructure, body), subject, attributes };
}

/**
 * With `json` the message contains a text for each protocol, "and at least a top-level JSON key of "default" with a value that is a string".
 * https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
 */
function bodyFor(structure: unknown, message: string): string {
  if (structure === undefined) return message;
  if (structure !== "json") throw invalidParameter("Message Structure - Invalid message structure parameter");
  const texts = parseJson(message);
  const fallback = textAt(texts, "default");
  if (fallback === undefined) throw invalidParameter("Message Structure - No default entry in JSON message body");
  return textAt(texts, "sqs") ?? fallback;
}

/** The values that filters see: strings, numbers and lists of them, but no binary ones. https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html */
export function valuesOf({ attributes }: Published): Values {
  const all = Object.entries(attributes).filter(([, { DataType }]) => !DataType.startsWith("Binary"));
  return new Map(all.map(([name, { DataType, StringValue = "" }]) => [name, valuesIn(DataType, StringValue)]));
}

function valuesIn(type: string, text: string): readonly AttributeValue[] {
  if (type === "String.Array" || type === "Number.Array") {
    const list = parseJson(text);
    return Array.isArray(list) ? list.filter((one) => one === null || typeof one !== "object") : [];
  }
  return [type.startsWith("Number") ? Number(text) : text];
}
