/** What tokens are signed with: what a link to a secret hands out, or anything else that reads one. */
export interface TokenSecret {
  /** The current text; with `fresh`, not one that was kept from before. */
  get(options?: { readonly fresh?: boolean }): Promise<string>;
  /** The text before the current one, if it is known. */
  previous(options?: { readonly fresh?: boolean }): Promise<string | undefined>;
}

/** The one algorithm that tokens may have. What a token says of itself decides nothing: https://www.rfc-editor.org/rfc/rfc8725#section-3.1 */
export const algorithm = "HS256";

/** In bytes: https://www.rfc-editor.org/rfc/rfc7518#section-3.2 */
const leastBytes = 32;

/** @throws Error for a secret that could be guessed. Whoever may see the error may not see the secret. */
export function toKey(secret: string): Uint8Array {
  const key = new TextEncoder().encode(secret);
  if (key.length >= leastBytes) return key;
  throw new Error(`The secret that tokens are signed with has ${key.length} bytes, and needs at least ${leastBytes}.`);
}
