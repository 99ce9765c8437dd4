import { recordAt, recordsAt } from "../../../../contract/read.ts";
import type { DocumentKey } from "../../../../engines/documents.ts";
import { invalid } from "../errors.ts";
import { type Fields, typeOf, type Value } from "./values.ts";

/** "Must not exceed 1 MiB - 4 bytes." https://cloud.google.com/firestore/quotas#collections_documents_and_fields */
const largest = 1_048_576 - 4;

/** https://cloud.google.com/firestore/docs/storage-size */
const fixedSizes: Readonly<Record<string, number>> = {
  nullValue: 1,
  booleanValue: 1,
  integerValue: 8,
  doubleValue: 8,
  timestampValue: 8,
  geoPointValue: 16,
};

/** @throws CloudError `INVALID_ARGUMENT` for a document that is too large. */
export function requireFits({ partition, id }: DocumentKey, fields: Fields, name: string): void {
  const path = `${partition}/${id}`.split("/");
  const size = path.reduce((sum, part) => sum + textSize(part), 16) + sizeOfFields(fields) + 32;
  if (size <= largest) return;
  throw invalid(
    `Document "${name}" cannot be written because its size (${size.toLocaleString("en")} bytes) exceeds the maximum ` +
      `allowed size of ${largest.toLocaleString("en")} bytes.`,
  );
}

function sizeOfFields(fields: Fields): number {
  return Object.entries(fields).reduce((sum, [name, value]) => sum + textSize(name) + sizeOf(recordAt(value)), 0);
}

function sizeOf(value: Value): number {
  const type = typeOf(value);
  const content = value[type];
  if (type === "stringValue") return textSize(String(content));
  if (type === "bytesValue") return Buffer.byteLength(String(content), "base64");
  if (type === "referenceValue") {
    const [, path = ""] = String(content).split("/documents/");
    return path.split("/").reduce((sum, part) => sum + textSize(part), 16);
  }
  if (type === "arrayValue") return recordsAt(content, "values").reduce((sum, item) => sum + sizeOf(item), 0);
  if (type === "mapValue") {
    return Object.entries(recordAt(content, "fields")).reduce(
      (sum, [name, member]) => sum + textSize(name) + sizeOf(recordAt(member)),
      0,
    );
  }
  return fixedSizes[type] ?? 0;
}

function textSize(text: string): number {
  return Buffer.byteLength(text) + 1;
}
