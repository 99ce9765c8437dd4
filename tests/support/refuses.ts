import assert from "node:assert/strict";
import { type ErrorCode, type FourfoldError, isFourfoldError } from "fourfold";

/** Asserts that a call is refused with a code and a message; every refusal says what to do. */
export function refuses(code: ErrorCode, message: RegExp, call: () => unknown): FourfoldError {
  let thrown: unknown;
  try {
    call();
  } catch (error) {
    thrown = error;
  }
  assert.ok(isFourfoldError(thrown), `expected a refusal, got ${thrown}`);
  assert.equal(thrown.code, code);
  assert.match(thrown.message, message);
  assert.notEqual(thrown.problem.fix.trim(), "");
  return thrown;
}
