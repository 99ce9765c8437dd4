import assert from "node:assert/strict";
import { TableError, type TableErrorCode } from "../../../kit/runtime/tables/errors.ts";

/** Expects that something is refused, and answers with what. */
export async function refused(code: TableErrorCode, work: () => Promise<unknown>): Promise<TableError> {
  const error = await work().then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof TableError, `${error}`);
  assert.equal(error.code, code, error.message);
  return error;
}
