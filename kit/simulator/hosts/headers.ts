/** Headers between two neighbours, which are not passed on. https://www.rfc-editor.org/rfc/rfc9110#section-7.6.1 */
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
 * Raw headers as a proxy passes them on: in their order, repeated ones too, without those of the connection.
 * `transfer-encoding` stays, because it tells how the body is framed on the next connection as well.
 *
 * @param replaced - Lower-case names of headers that the proxy sets itself.
 */
export function passedHeaders(raw: readonly string[], replaced: readonly string[]): string[] {
  return raw.flatMap((name, index) => {
    if (index % 2 === 1) return [];
    const lower = name.toLowerCase();
    return hopByHop.has(lower) || replaced.includes(lower) ? [] : [name, raw[index + 1] ?? ""];
  });
}
