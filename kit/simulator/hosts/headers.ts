/** Hop-by-hop headers, which are not forwarded. https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1 */
const hopByHop: ReadonlySet<string> = new Set([
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "upgrade",
  "expect",
]);

/**
 * Raw headers as a proxy forwards them: in their order, including repeated ones, without those of the connection.
 * `transfer-encoding` stays, because it also determines how the body is framed on the next connection.
 *
 * The length comes last: once it is set, Node.js treats the bytes of `content-disposition` as UTF-8, and refuses characters
 * beyond Latin-1. https://github.com/nodejs/node/pull/46528
 *
 * @param replaced - Lower-case names of headers that the proxy sets itself.
 */
export function passedHeaders(raw: readonly string[], replaced: readonly string[]): string[] {
  const passed: string[] = [];
  const last: string[] = [];
  for (let at = 0; at < raw.length; at += 2) {
    const [name = "", value = ""] = raw.slice(at, at + 2);
    const lower = name.toLowerCase();
    if (hopByHop.has(lower) || replaced.includes(lower)) continue;
    (lower === "content-length" ? last : passed).push(name, value);
  }
  return [...passed, ...last];
}
