import { recordAt } from "../../../contract/read.ts";
import { CloudError } from "../../../contract.ts";
import type { Change } from "./data/documents.ts";
import { parseMoment } from "./data/times.ts";
import { invalid } from "./errors.ts";

/** What a write needs of its document. https://cloud.google.com/firestore/docs/reference/rest/v1/Precondition */
export type Precondition = {
  readonly exists?: boolean;
  /** Microseconds since 1970. */
  readonly updated?: number;
};

/** @throws CloudError `INVALID_ARGUMENT` */
export function parsePrecondition(given: unknown): Precondition {
  const { exists, updateTime } = recordAt(given);
  if (typeof exists === "boolean") return { exists };
  if (updateTime === undefined) return {};
  const moment = parseMoment(updateTime);
  // "Timestamp must be microsecond aligned."
  if (moment === undefined || moment.nanos % 1_000 !== 0) {
    throw invalid(`The update_time precondition "${String(updateTime)}" is not aligned to microseconds.`);
  }
  return { updated: moment.seconds * 1e6 + moment.nanos / 1_000 };
}

/**
 * @throws CloudError `ALREADY_EXISTS`, `NOT_FOUND` or `FAILED_PRECONDITION`, as Google's conformance tests have them:
 * https://github.com/googleapis/conformance-tests/tree/main/firestore
 */
export function requirePrecondition({ exists, updated }: Precondition, { before, after }: Change, name: string): void {
  if (exists === false && after !== undefined) {
    throw new CloudError("ALREADY_EXISTS", `Document already exists: ${name}`, 409);
  }
  if (exists === true && after === undefined) {
    throw new CloudError("NOT_FOUND", `No document to update: ${name}`, 404);
  }
  const stored = after === undefined ? 0 : (before?.updated ?? 0);
  if (updated === undefined || updated === stored) return;
  throw new CloudError(
    "FAILED_PRECONDITION",
    `the stored version (${stored}) does not match the required base version (${updated})`,
    400,
  );
}
