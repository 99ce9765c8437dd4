import { isDeepStrictEqual } from "node:util";
import { isRecord, listAt, recordsAt } from "../../../contract/read.ts";
import type { Properties } from "../../../contract.ts";
import type { DocumentKey } from "../../../engines/documents.ts";
import { callLimit } from "../../../limits.ts";
import { type Change, type DatabaseDocuments, nameOf } from "./data/documents.ts";
import { type FieldPath, parseWritablePath, valueAt, withValue } from "./data/paths.ts";
import { requireFits } from "./data/size.ts";
import { formatMicros } from "./data/times.ts";
import { type Fields, readFields, type Value } from "./data/values.ts";
import { invalid } from "./errors.ts";
import { parseDocumentName } from "./names.ts";
import { type Precondition, parsePrecondition, requirePrecondition } from "./preconditions.ts";
import { parseTransform, type Transform } from "./transforms.ts";

/** What is to become of one document. https://cloud.google.com/firestore/docs/reference/rest/v1/Write */
export interface Write {
  readonly key: DocumentKey;
  /** `undefined`: the document is deleted. */
  readonly update: Update | undefined;
  readonly precondition: Precondition;
}

interface Update {
  readonly fields: Fields;
  /** The fields that are written; one that is not among {@link fields} is deleted. @default all fields are, and no others stay */
  readonly mask: readonly FieldPath[] | undefined;
  readonly transforms: readonly Transform[];
}

/** What came of a write. */
interface Written {
  readonly updated: number | undefined;
  readonly results: readonly Value[];
}

/** Reads a write of a document of a database. @throws CloudError `INVALID_ARGUMENT` */
export function parseWrite(given: Properties, database: string): Write {
  const precondition = parsePrecondition(given.currentDocument);
  if (given.transform !== undefined) throw callLimit("of Firestore's writes the simulator has only update and delete");
  if (given.delete !== undefined) {
    return { key: parseDocumentName(given.delete, database), update: undefined, precondition };
  }
  if (!isRecord(given.update)) throw invalid("A write has neither update nor delete.");
  const update = {
    fields: readFields(given.update.fields),
    mask: isRecord(given.updateMask) ? listAt(given.updateMask, "fieldPaths").map(parseWritablePath) : undefined,
    transforms: recordsAt(given, "updateTransforms").map(parseTransform),
  };
  return { key: parseDocumentName(given.update.name, database), update, precondition };
}

/**
 * Applies writes in their order, all or none.
 * @throws CloudError when a precondition is not met, or a document becomes too large.
 */
export function commit(documents: DatabaseDocuments, database: string, writes: readonly Write[]): Properties {
  const changes = new Map<string, Change>();
  const found = writes.map(({ key }) => documents.find(database, key));
  const time = documents.now(...found);
  const results = writes.map((write, index) => {
    const id = nameOf(database, write.key);
    const change = changes.get(id) ?? { key: write.key, before: found[index], after: found[index] };
    requirePrecondition(write.precondition, change, id);
    const { fields, results } = applied(write.update, change.after?.fields, time);
    if (fields !== undefined) requireFits(write.key, fields, id);
    const created = change.after?.created ?? time;
    changes.set(id, { ...change, after: fields && { fields, created } });
    return results;
  });
  const real = [...changes.values()].filter(isChange);
  documents.change(database, real, time);
  const updates = writes.map(({ key, update }) => (update === undefined ? undefined : documents.find(database, key)));
  return {
    writeResults: updates.map((document, index) =>
      resultOf({ updated: document?.updated, results: results[index] ?? [] }),
    ),
    commitTime: formatMicros(time),
  };
}

/** "If the write did not actually change the document, this will be the previous update_time." */
function isChange({ before, after }: Change): boolean {
  if (before === undefined || after === undefined) return before !== after;
  return before.created !== after.created || !isDeepStrictEqual(before.fields, after.fields);
}

function resultOf({ updated, results }: Written): Properties {
  return {
    ...(updated === undefined ? {} : { updateTime: formatMicros(updated) }),
    ...(results.length === 0 ? {} : { transformResults: results }),
  };
}

function applied(update: Update | undefined, before: Fields | undefined, time: number) {
  if (update === undefined) return { fields: undefined, results: [] };
  const { fields, mask, transforms } = update;
  const written =
    mask === undefined
      ? fields
      : mask.reduce((left, path) => withValue(left, path, valueAt(fields, path)), before ?? {});
  const results: Value[] = [];
  const transformed = transforms.reduce((left, { path, result }) => {
    const value = result(valueAt(left, path), time);
    results.push(value);
    return withValue(left, path, value);
  }, written);
  return { fields: transformed, results };
}
