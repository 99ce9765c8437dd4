/**
 * The content codings that Node's `fetch` decodes, alone and in a list; Node 22 leaves `zstd` as it is.
 * https://fetch.spec.whatwg.org/#handle-content-codings
 */
const known = ["gzip", "x-gzip", "deflate", "br", ...(process.versions.undici?.startsWith("6.") ? [] : ["zstd"])];

/**
 * The headers of a response of the native `fetch`, corrected for its decoded body. `fetch` decodes a body and leaves
 * `content-encoding` and `content-length` as they came: whoever passes them on, in whatever response, announces bytes that are
 * not sent. The answer to HEAD has no body that could have been decoded, and keeps them.
 */
export function decodedHeaders({ body, headers }: Response): Headers | [string, string][] {
  const codings = headers.get("content-encoding")?.toLowerCase().split(",") ?? [];
  if (body === null || codings.length === 0 || !codings.every((coding) => known.includes(coding.trim())))
    return headers;
  return [...headers].filter(([name]) => name !== "content-encoding" && name !== "content-length");
}
