/**
 * Header values are bytes, which Node.js decodes as Latin-1, and text in events and responses. AWS decodes them as UTF-8:
 * `cf-ipcity: Logroño` arrives as such, and so do characters beyond Latin-1.
 * Observed, not documented: https://github.com/oven-sh/bun/issues/22994, https://github.com/honojs/hono/issues/4432
 */

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** The text of a header's bytes. Bytes that are not UTF-8 stay Latin-1, so that none is lost. */
export function toHeaderText(bytes: string): string {
  try {
    return utf8.decode(Buffer.from(bytes, "latin1"));
  } catch (error) {
    if (error instanceof TypeError) return bytes;
    throw error;
  }
}

/** The bytes of a header's text, as Node.js expects them. */
export function toHeaderBytes(text: string): string {
  return Buffer.from(text, "utf8").toString("latin1");
}
