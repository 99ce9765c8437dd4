import { type Input, jsonStringify, Output, output, type Unwrap } from "@pulumi/pulumi";

/** Whether a value is an output or a promise. */
export function isLater(value: unknown): boolean {
  return Output.isInstance(value) || value instanceof Promise;
}

/** Whether a value is known: it contains no output or promise. Only such a value can be refused with a clear error. */
function isKnown(value: unknown, within: readonly unknown[] = []): boolean {
  if (isLater(value)) return false;
  if (typeof value !== "object" || value === null || within.includes(value)) return true;
  return Object.values(value).every((part) => isKnown(part, [...within, value]));
}

/** The value of an input that is known already, or `undefined`. */
export function knownValue<T>(input: T): Unwrap<T> | undefined {
  return isKnown(input) ? (input as Unwrap<T>) : undefined;
}

/** A value as JSON, at once where it is known already: `undefined` where it has no JSON. */
export function toJson(value: Input<unknown>): Input<string> | undefined {
  return isKnown(value) ? JSON.stringify(value) : jsonStringify(output(value));
}

/** A copy as JSON has it, with "null", which is valid JSON, too, for each value that is secret or known only later. */
export function withoutLater(value: unknown): unknown {
  if (isLater(value)) return "null";
  if (Array.isArray(value)) return value.map(withoutLater);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, withoutLater(part)]));
}
