import type { Properties } from "../contract.ts";

/** An object, as opposed to null, an array or a plain value. */
export function isRecord(value: unknown): value is Properties {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What stands at a dotted path: `serviceConfig.timeoutSeconds`. `undefined` where nothing does. */
export function at(value: unknown, path: string): unknown {
  return path.split(".").reduce<unknown>((inside, key) => (isRecord(inside) ? inside[key] : undefined), value);
}

/** The text at a path. */
export function textAt(value: unknown, path: string): string | undefined {
  const found = at(value, path);
  return typeof found === "string" ? found : undefined;
}

/** The number at a path. */
export function numberAt(value: unknown, path: string): number | undefined {
  const found = at(value, path);
  return typeof found === "number" ? found : undefined;
}

/** The texts of an object at a path: variables, labels. */
export function textsAt(value: unknown, path: string): Readonly<Record<string, string>> {
  const found = at(value, path);
  if (!isRecord(found)) return {};
  return Object.fromEntries(
    Object.entries(found).flatMap(([key, text]) => (typeof text === "string" ? [[key, text]] : [])),
  );
}

/** The objects of a list at a path. */
export function recordsAt(value: unknown, path: string): readonly Properties[] {
  const found = at(value, path);
  return Array.isArray(found) ? found.filter(isRecord) : [];
}

/** A text that must be there, because the provider's schema says so. */
export function requiredText(value: unknown, path: string): string {
  const found = textAt(value, path);
  if (found === undefined) throw new TypeError(`The property ${path} is missing, although its type requires it.`);
  return found;
}
