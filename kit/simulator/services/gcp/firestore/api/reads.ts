import { isRecord, listAt, textAt } from "../../../../contract/read.ts";
import type { Properties, StoredResource } from "../../../../contract.ts";
import { CloudError } from "../../../../contract.ts";
import type { DocumentKey } from "../../../../engines/documents.ts";
import { callLimit } from "../../../../limits.ts";
import { type Document, describe, nameOf } from "../data/documents.ts";
import { type FieldPath, onlyAt, parsePath } from "../data/paths.ts";
import { formatMicros } from "../data/times.ts";
import { keyOf, parseDocumentName } from "../names.ts";
import { requireIndexes } from "../query/indexes.ts";
import { parseQuery } from "../query/parse.ts";
import { runQuery, selected } from "../query/run.ts";
import { type DatastorePermission, requireDatabase } from "./access.ts";
import type { Method, Request, Tools } from "./request.ts";

/** https://cloud.google.com/firestore/docs/reference/rest/v1/projects.databases.documents/get */
export const get: Method = ({ call, database, path }, { world, documents }) => {
  requireDatabase(database, ["datastore.entities.get"], call, world);
  if (call.query.has("transaction") || call.query.has("readTime")) throw noPast();
  const key = keyOf(path);
  const found = documents.find(database.name, key);
  if (found === undefined) {
    throw new CloudError("NOT_FOUND", `Document "${nameOf(database.name, key)}" not found.`, 404);
  }
  const mask = call.query.getAll("mask.fieldPaths").map(parsePath);
  return describe(database.name, found, mask.length === 0 ? found.fields : onlyAt(found.fields, mask));
};

/** In the order of the request here; "duplicate names will be elided". https://cloud.google.com/firestore/docs/reference/rest/v1/projects.databases.documents/batchGet */
export const batchGet: Method = (request, tools) => {
  const { name } = request.database;
  const reading = begin(request, tools, ["datastore.entities.get"]);
  const names = [...new Set(listAt(request.body, "documents"))];
  const keys = names.map((one) => parseDocumentName(one, name));
  const mask = maskOf(request.body);
  const found = keys.map((key) => [key, tools.documents.find(name, key)] as const);
  for (const [key, document] of found) reading.note(key, document);
  const readTime = formatMicros(tools.documents.now());
  const results = found.map(([key, document]): Properties => {
    if (document === undefined) return { missing: nameOf(name, key), readTime };
    const fields = mask === undefined ? document.fields : onlyAt(document.fields, mask);
    return { found: describe(name, document, fields), readTime };
  });
  return [...reading.begun, ...results];
};

/** https://cloud.google.com/firestore/docs/reference/rest/v1/projects.databases.documents/runQuery */
export const query: Method = (request, tools) => {
  const { name } = request.database;
  const reading = begin(request, tools, ["datastore.entities.get", "datastore.entities.list"]);
  if (request.path.length > 0) keyOf(request.path);
  const parsed = parseQuery(request.body.structuredQuery);
  requireIndexes(parsed, reading.database, tools.world);
  const collection = [...request.path, parsed.collection].join("/");
  const found = runQuery(parsed, tools.documents.inCollection(name, collection), name);
  for (const document of found) reading.note(document.key, document);
  const readTime = formatMicros(tools.documents.now());
  const results = found.map((document) => ({
    document: describe(name, document, selected(document, parsed)),
    readTime,
  }));
  // "If the query returns no results, a response with `read_time` and no `document` will be sent".
  return [...reading.begun, ...(results.length === 0 ? [{ readTime }] : results)];
};

interface Reading {
  readonly database: StoredResource;
  /** What is answered first, where the read begins a transaction. */
  readonly begun: readonly Properties[];
  /** Notes what was read, where it is in a transaction. */
  note(key: DocumentKey, document: Document | undefined): void;
}

function begin(
  { call, database, body }: Request,
  { world, transactions }: Tools,
  permissions: readonly DatastorePermission[],
): Reading {
  const begins = isRecord(body.newTransaction);
  const needed = begins ? [...permissions, "datastore.databases.get" as const] : permissions;
  const found = requireDatabase(database, needed, call, world);
  if (body.readTime !== undefined) throw noPast();
  const id = begins ? transactions.begin(found, isReadOnly(body.newTransaction)) : textAt(body, "transaction");
  return {
    database: found,
    begun: begins ? [{ transaction: id }] : [],
    note(key, document) {
      if (id !== undefined) transactions.read(id, found.id, key, document);
    },
  };
}

/** A transaction that a read begins only reads, unless it says otherwise. */
export function isReadOnly(options: unknown): boolean {
  return !isRecord(options) || options.readWrite === undefined;
}

function maskOf(body: Properties): readonly FieldPath[] | undefined {
  return isRecord(body.mask) ? listAt(body.mask, "fieldPaths").map(parsePath) : undefined;
}

function noPast(): CloudError {
  return callLimit(
    "the simulator's Firestore has no versions of the past, and reads in transactions by batchGet and runQuery",
  );
}
