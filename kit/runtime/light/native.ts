/** Taken before ours is put in its place. Reading it is free; undici loads when it is called. */
export const nativeFetch: typeof fetch = globalThis.fetch;

/**
 * The native `Response`, loading undici. Once `globalThis.Response` was assigned, the class is only to be had
 * from an instance that the native fetch made.
 */
export async function nativeResponse(): Promise<typeof Response> {
  const response = await nativeFetch("data:,");
  return response.constructor as typeof Response;
}
