import { isRecord } from "../../../contract/read.ts";
import type { Properties } from "../../../contract.ts";
import { callLimit } from "../../../limits.ts";
import { type FieldPath, parseWritablePath } from "./data/paths.ts";
import { formatMicros } from "./data/times.ts";
import { readValue, typeOf, type Value } from "./data/values.ts";
import { invalid } from "./errors.ts";

/** What the server makes of a field. https://cloud.google.com/firestore/docs/reference/rest/v1/Write#FieldTransform */
export interface Transform {
  readonly path: FieldPath;
  /** What the field says then. @param time - That of the commit, in microseconds. */
  result(value: Value | undefined, time: number): Value;
}

const bound = 2n ** 63n;

/** @throws CloudError `INVALID_ARGUMENT` */
export function parseTransform(given: Properties): Transform {
  const path = parseWritablePath(given.fieldPath);
  if (given.setToServerValue === "REQUEST_TIME" || given.setToServerValue === 1) {
    // "With millisecond precision".
    return { path, result: (_value, time) => ({ timestampValue: formatMicros(Math.floor(time / 1_000) * 1_000) }) };
  }
  if (!isRecord(given.increment)) {
    throw callLimit("of Firestore's transforms the simulator has only increment and setToServerValue");
  }
  const by = readValue(given.increment);
  if (!isNumber(by)) throw invalid("An increment must be an integer or a double value.");
  return { path, result: (value) => sumOf(value, by) };
}

/** "If the field is not an integer or double, or if the field does not yet exist, the transformation will set the field to the given value." */
function sumOf(value: Value | undefined, by: Value): Value {
  if (value === undefined || !isNumber(value)) return by;
  if (typeOf(value) === "doubleValue" || typeOf(by) === "doubleValue") {
    return readValue({ doubleValue: jsonOf(Number(contentOf(value)) + Number(contentOf(by))) });
  }
  const sum = BigInt(String(contentOf(value))) + BigInt(String(contentOf(by)));
  // "If there is positive/negative integer overflow, the field is resolved to the largest magnitude positive/negative integer."
  const held = sum >= bound ? bound - 1n : sum < -bound ? -bound : sum;
  return { integerValue: String(held) };
}

function isNumber(value: Value): boolean {
  return typeOf(value) === "integerValue" || typeOf(value) === "doubleValue";
}

function contentOf(value: Value): unknown {
  return value[typeOf(value)];
}

function jsonOf(value: number): number | string {
  return Number.isFinite(value) ? value : String(value);
}
