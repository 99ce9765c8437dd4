/**
 * Where a page begins, as clients hand it back. Opaque to them, so that what it holds can change.
 * Only for ids of the shop, which are ASCII.
 */
export function toCursor(id: string): string {
  return btoa(id).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** The id in a cursor, or `undefined` when {@link toCursor} did not make it. */
export function fromCursor(cursor: string): string | undefined {
  if (!/^[\w-]+$/.test(cursor) || cursor.length % 4 === 1) return undefined;
  const id = atob(cursor.replaceAll("-", "+").replaceAll("_", "/"));
  return /^[a-z-]+$/.test(id) ? id : undefined;
}
