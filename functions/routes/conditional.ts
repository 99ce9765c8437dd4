/** A strong entity tag: the same content has the same tag on every cloud. */
export async function tagOf(content: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(content)));
  return `"${Array.from(digest.subarray(0, 12), (byte) => byte.toString(16).padStart(2, "0")).join("")}"`;
}

/**
 * Whether a client that sent this `If-None-Match` already has the content with this tag. Tags are compared weakly:
 * https://www.rfc-editor.org/rfc/rfc9110#name-if-none-match
 */
export function isKnown(ifNoneMatch: string | undefined, tag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  if (ifNoneMatch.trim() === "*") return true;
  // An opaque tag may contain commas, so the list is not split at them.
  const tags = ifNoneMatch.match(/(?:W\/)?"[^"]*"/g) ?? [];
  return tags.some((known) => known.replace(/^W\//, "") === tag);
}
