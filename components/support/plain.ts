import { type Input, jsonStringify, Output, output, type Unwrap } from "@pulumi/pulumi";

/** Whether a value is there already: no output or promise in it. Only such a value can be refused with a clear error. */
function isPlain(value: unknown): boolean {
  if (Output.isInstance(value) || value instanceof Promise) return false;
  return typeof value !== "object" || value === null || Object.values(value).every(isPlain);
}

/** An input whose value is there already, or `undefined`. */
export function plainly<T>(input: T): Unwrap<T> | undefined {
  return isPlain(input) ? (input as Unwrap<T>) : undefined;
}

/** A value as JSON, at once where it is there already. */
export function toJson(value: Input<unknown>): Input<string> {
  return isPlain(value) ? JSON.stringify(value) : jsonStringify(output(value));
}
