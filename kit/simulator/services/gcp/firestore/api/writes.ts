import { randomInt } from "node:crypto";
import { recordsAt, textAt } from "../../../../contract/read.ts";
import { CloudError, type Properties } from "../../../../contract.ts";
import { describe, nameOf } from "../data/documents.ts";
import { invalid } from "../errors.ts";
import { keyOf, parseDocumentName } from "../names.ts";
import { commit as commitWrites, parseWrite, type Write } from "../writes.ts";
import { type DatastorePermission, permissionsOf, requireDatabase } from "./access.ts";
import type { Method, Request, Tools } from "./request.ts";

/** https://cloud.google.com/firestore/quotas#writes_and_transactions ("Maximum API request size") */
const largestRequest = 10 * 1_048_576;

/** All or nothing. https://cloud.google.com/firestore/docs/reference/rest/v1/projects.databases.documents/commit */
export const commit: Method = (request, tools) => {
  const writes = parseWrites(request);
  return carryOut(request, tools, writes, textAt(request.body, "transaction"));
};

/** Each for itself. https://cloud.google.com/firestore/docs/reference/rest/v1/projects.databases.documents/batchWrite */
export const batchWrite: Method = async (request, tools) => {
  const writes = parseWrites(request);
  requireWritable(request, tools, writes);
  const names = writes.map(({ key }) => nameOf(request.database.name, key));
  if (new Set(names).size < names.length) throw invalid("A batch write cannot write a document twice.");
  const all = await Promise.all(writes.map((write) => writeOne(request, tools, write)));
  return { writeResults: all.map(({ result }) => result), status: all.map(({ status }) => status) };
};

/** https://cloud.google.com/firestore/docs/reference/rest/v1/projects.databases.documents/patch */
export const patch: Method = (request, tools) => {
  const { query } = request.call;
  const mask = query.getAll("updateMask.fieldPaths");
  return changeOne(request, tools, {
    update: { fields: request.body.fields, name: fullName(request, request.path) },
    ...(mask.length === 0 ? {} : { updateMask: { fieldPaths: mask } }),
    currentDocument: preconditionIn(query),
  });
};

/** https://cloud.google.com/firestore/docs/reference/rest/v1/projects.databases.documents/createDocument */
export const create: Method = (request, tools) => {
  const id = request.call.query.get("documentId") ?? randomId();
  const name = fullName(request, [...request.path, id]);
  return changeOne(request, tools, {
    update: { fields: request.body.fields, name },
    currentDocument: { exists: false },
  });
};

/** https://cloud.google.com/firestore/docs/reference/rest/v1/projects.databases.documents/delete */
export const remove: Method = async (request, tools) => {
  const given = { delete: fullName(request, request.path), currentDocument: preconditionIn(request.call.query) };
  await carryOut(request, tools, [parseWrite(given, request.database.name)]);
  return {};
};

/** @throws CloudError `INVALID_ARGUMENT` */
function parseWrites({ call, body, database }: Request): readonly Write[] {
  if (call.body.length > largestRequest) {
    throw invalid(`Request payload size exceeds the limit: ${largestRequest} bytes.`);
  }
  return recordsAt(body, "writes").map((write) => parseWrite(write, database.name));
}

function requireWritable({ call, database }: Request, { world }: Tools, writes: readonly Write[]): void {
  const needed = new Set(writes.flatMap(permissionsOf));
  // Of "commit with empty mutations": https://cloud.google.com/datastore/docs/access/iam#permissions
  const nothing: readonly DatastorePermission[] = ["datastore.databases.get"];
  requireDatabase(database, needed.size === 0 ? nothing : [...needed], call, world);
}

async function carryOut(request: Request, tools: Tools, writes: readonly Write[], id?: string): Promise<Properties> {
  const { name } = request.database;
  const { documents, transactions } = tools;
  requireWritable(request, tools, writes);
  return transactions.commit({
    ...{ database: name, keys: writes.map(({ key }) => key), id },
    updatedOf: (document) => documents.find(name, parseDocumentName(document, name))?.updated,
    carryOut: () => commitWrites(documents, name, writes),
  });
}

/** Writes one document, and answers what it is then. */
async function changeOne(request: Request, tools: Tools, given: Properties): Promise<Properties> {
  const { name } = request.database;
  const write = parseWrite(given, name);
  await carryOut(request, tools, [write]);
  const document = tools.documents.find(name, write.key);
  return document === undefined ? {} : describe(name, document, document.fields);
}

/** The numbers of statuses. https://cloud.google.com/apis/design/errors#handling_errors */
const codes: Readonly<Record<string, number>> = {
  INVALID_ARGUMENT: 3,
  NOT_FOUND: 5,
  ALREADY_EXISTS: 6,
  FAILED_PRECONDITION: 9,
  ABORTED: 10,
};

async function writeOne(request: Request, tools: Tools, write: Write) {
  try {
    const { writeResults } = await carryOut(request, tools, [write]);
    return { result: recordsAt({ writeResults }, "writeResults")[0] ?? {}, status: {} };
  } catch (error) {
    const code = error instanceof CloudError ? codes[error.code] : undefined;
    if (!(error instanceof CloudError) || code === undefined) throw error;
    return { result: {}, status: { code, message: error.message } };
  }
}

function fullName({ database }: Request, path: readonly string[]): string {
  return nameOf(database.name, keyOf(path));
}

function preconditionIn(query: URLSearchParams): Properties {
  const [exists, updateTime] = [query.get("currentDocument.exists"), query.get("currentDocument.updateTime")];
  if (exists !== null) return { exists: exists === "true" };
  return updateTime === null ? {} : { updateTime };
}

/** 20 letters and digits, as clients of Google's make ids. */
function randomId(): string {
  const characters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  return Array.from({ length: 20 }, () => characters[randomInt(characters.length)]).join("");
}
