import type { Properties } from "../contract.ts";

/** An object, as opposed to null, an array or a plain value. */
export function isRecord(value: unknown): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value at a dotted path, such as `serviceConfig.timeoutSeconds`, or `undefined`. @default the value itself */
export function at(value: unknown, path?: string): unknown {
  if (path === undefined) return value;
  return path.split(".").reduce<unknown>((inside, key) => (isRecord(inside) ? inside[key] : undefined), value);
}

/** The value of a JSON text, or `undefined` if the text is not JSON: no JSON text has that value. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** The text at a path. */
export function textAt(value: unknown, path?: string): string | undefined {
  const found = at(value, path);
  return typeof found === "string" ? found : undefined;
}

/** The number at a path. */
export function numberAt(value: unknown, path?: string): number | undefined {
  const found = at(value, path);
  return typeof found === "number" ? found : undefined;
}

/** The object at a path, or an empty one. */
export function recordAt(value: unknown, path?: string): Properties {
  const found = at(value, path);
  return isRecord(found) ? found : {};
}

/** The entries of an object at a path whose values are text: variables, labels. */
export function textsAt(value: unknown, path?: string): Readonly<Record<string, string>> {
  const texts = Object.entries(recordAt(value, path)).filter(
    (entry): entry is [string, string] => typeof entry[1] === "string",
  );
  return Object.fromEntries(texts);
}

/** The text items of a list at a path. */
export function listAt(value: unknown, path?: string): readonly string[] {
  const found = at(value, path);
  return Array.isArray(found) ? found.filter((item) => typeof item === "string") : [];
}

/** The items of a list at a path that are objects. */
export function recordsAt(value: unknown, path?: string): readonly Properties[] {
  const found = at(value, path);
  return Array.isArray(found) ? found.filter(isRecord) : [];
}

/** A text that is always present, because the provider's schema requires it. */
export function requiredText(value: unknown, path: string): string {
  const found = textAt(value, path);
  if (found === undefined) throw new TypeError(`The property ${path} is missing, although its type requires it.`);
  return found;
}
