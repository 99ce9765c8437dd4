import { isRecord } from "../../../contract/read.ts";
import { CloudError, type Properties } from "../../../contract.ts";
import type { Delivery, Publication } from "./broker.ts";

/** https://cloud.google.com/pubsub/quotas#resource_limits */
const limits = { attributes: 100, keyBytes: 256, valueBytes: 1_024 } as const;

/** The error for an invalid request. */
export function invalid(message: string): CloudError {
  return new CloudError("INVALID_ARGUMENT", message, 400);
}

/** A message in the API's form, without empty properties. https://cloud.google.com/pubsub/docs/reference/rest/v1/PubsubMessage */
export function messageOf({ data, attributes, messageId, publishTime }: Delivery): Properties {
  return {
    ...(data === "" ? {} : { data }),
    ...(Object.keys(attributes).length === 0 ? {} : { attributes }),
    messageId,
    publishTime,
  };
}

/**
 * Parses a published message.
 * @throws CloudError `INVALID_ARGUMENT`
 */
export function parseMessage(message: Properties): Publication {
  const bytes = parseData(message.data ?? "");
  const attributes = parseAttributes(message.attributes ?? {});
  if (bytes.length === 0 && Object.keys(attributes).length === 0) {
    throw invalid(
      "One or more messages in the publish request is empty. Each message must contain either non-empty data, or at least one attribute.",
    );
  }
  return { data: bytes.toString("base64"), attributes };
}

/** The size of a message, in bytes. */
export function sizeOf({ data, attributes }: Publication): number {
  const texts = Object.entries(attributes).flat();
  return Buffer.byteLength(data, "base64") + texts.reduce((size, text) => size + Buffer.byteLength(text), 0);
}

/** Base64, including the URL-safe variant. https://protobuf.dev/programming-guides/json/ */
function parseData(data: unknown): Buffer {
  if (typeof data !== "string" || !/^[\w+/-]*={0,2}$/.test(data)) {
    throw invalid("Invalid value at 'messages[0].data' (TYPE_BYTES), Base64 decoding failed.");
  }
  return Buffer.from(data, "base64");
}

/** https://cloud.google.com/pubsub/docs/publisher#using-attributes */
function parseAttributes(attributes: unknown): Readonly<Record<string, string>> {
  const entries = Object.entries(isRecord(attributes) ? attributes : { "": attributes });
  if (entries.length > limits.attributes) throw invalid(`A message has more than ${limits.attributes} attributes.`);
  return Object.fromEntries(
    entries.map(([key, value]) => {
      if (typeof value !== "string") throw invalid(`The attribute "${key}" of a message is not a string.`);
      if (key === "" || Buffer.byteLength(key) > limits.keyBytes || Buffer.byteLength(value) > limits.valueBytes) {
        throw invalid(
          `The attribute "${key}" of a message is too long: a key has from 1 to ${limits.keyBytes} bytes, a value at most ${limits.valueBytes}.`,
        );
      }
      if (key.startsWith("goog"))
        throw invalid(`The attribute "${key}" of a message begins with goog, which is Google's own.`);
      return [key, value] as const;
    }),
  );
}
