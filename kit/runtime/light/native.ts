/** Saved before ours replaces it. Reading it costs nothing; undici loads when it is called. */
export const nativeFetch: typeof fetch = globalThis.fetch;

/**
 * The native `Response`, loading undici. Once `globalThis.Response` has been assigned, the class can only be had from an instance
 * that the native fetch has made.
 */
export async function nativeResponse(): Promise<typeof Response> {
  const response = await nativeFetch("data:,");
  return response.constructor as typeof Response;
}
