import type { StoredResource, World } from "../../../contract.ts";
import type { DocumentKey } from "../../../engines/documents.ts";
import { referenceTo, resourceName } from "../project.ts";
import { databaseToken } from "../tokens.ts";
import { invalid } from "./errors.ts";

/** What documents and collections may be called, and fields. https://cloud.google.com/firestore/quotas#collections_documents_and_fields */
const longest = 1_500;

export function isReserved(name: string): boolean {
  return /^__.*__$/s.test(name);
}

export function databaseNamed(name: string, { store }: World): StoredResource | undefined {
  return store.get(databaseToken, name);
}

/** The full name of the database of an index or a field. https://cloud.google.com/firestore/docs/manage-databases#the_default_database */
export function databaseOf({ inputs, scope }: Pick<StoredResource, "inputs" | "scope">): string {
  const name = typeof inputs.database === "string" ? inputs.database : "(default)";
  return resourceName("databases", name, inputs, scope);
}

/** A database that something names, in full or by its last part. */
export const toDatabase = referenceTo(databaseToken, (name, { inputs, scope }) =>
  resourceName("databases", name, inputs, scope),
);

/** The collection group of a collection: `orders` for `users/ann/orders`. */
export function groupOf(collection: string): string {
  return collection.slice(collection.lastIndexOf("/") + 1);
}

/** A document by its full name, as one of a database: `projects/p/databases/d/documents/users/ann`. @throws CloudError `INVALID_ARGUMENT` */
export function parseDocumentName(name: unknown, database: string): DocumentKey {
  const beginning = `${database}/documents/`;
  if (typeof name !== "string" || !name.startsWith(beginning)) {
    throw invalid(`Document name "${String(name)}" does not begin with "${beginning}".`);
  }
  return keyOf(name.slice(beginning.length).split("/"));
}

/** A document by the segments of its path: collections and documents in turn. @throws CloudError `INVALID_ARGUMENT` */
export function keyOf(segments: readonly string[]): DocumentKey {
  const id = segments.at(-1) ?? "";
  if (segments.length % 2 !== 0) throw invalid(`Document name "${segments.join("/")}" has an odd number of segments.`);
  for (const segment of segments) requireId(segment);
  return { partition: segments.slice(0, -1).join("/"), id };
}

/** @throws CloudError `INVALID_ARGUMENT` for what no document and no collection may be called. */
export function requireId(id: string): void {
  if (id === "" || id === "." || id === ".." || id.includes("/")) throw invalid(`Resource id "${id}" is invalid.`);
  if (isReserved(id)) throw invalid(`Resource id "${id}" is invalid because it is reserved.`);
  if (!id.isWellFormed()) throw invalid("A resource id is not valid UTF-8.");
  if (Buffer.byteLength(id) > longest) throw invalid(`A resource id is longer than ${longest} bytes.`);
}

/** @throws CloudError `INVALID_ARGUMENT` for what no field may be called. */
export function requireFieldName(name: string): void {
  if (name === "") throw invalid("A property name is empty.");
  if (isReserved(name)) throw invalid(`Property name "${name}" is invalid because it is reserved.`);
  if (!name.isWellFormed()) throw invalid("A property name is not valid UTF-8.");
  if (Buffer.byteLength(name) > longest) throw invalid(`A property name is longer than ${longest} bytes.`);
}
