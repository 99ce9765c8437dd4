import { connect as connectPlain, isIP, type Socket } from "node:net";
import { connect as connectSecure } from "node:tls";

/** An answer as it was received. */
export interface RawAnswer {
  readonly status: number;
  /** Names in lower case, in the order of arrival: a repeated header is repeated here. */
  readonly headers: readonly (readonly [string, string])[];
  /** The body, one character for each byte. */
  readonly body: string;
}

function connect({ protocol, hostname, port }: URL): Socket {
  if (protocol === "http:") return connectPlain({ host: hostname, port: Number(port || 80) });
  // The server chooses its certificate by the name, which must not be an address: RFC 6066 §3.
  const name = isIP(hostname) === 0 ? { servername: hostname } : {};
  return connectSecure({ host: hostname, port: Number(port || 443), ...name });
}

/** Servers cut off suspected attackers in the middle of what they send. */
function isCutOff(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "ECONNRESET" || error.code === "EPIPE");
}

/** https://www.rfc-editor.org/rfc/rfc9112#section-7.1 */
function joinChunks(text: string): string {
  const end = text.indexOf("\r\n");
  const size = Number.parseInt(text.slice(0, end), 16);
  if (!(size > 0)) return "";
  return text.slice(end + 2, end + 2 + size) + joinChunks(text.slice(end + 4 + size));
}

function parse(text: string): RawAnswer {
  const end = text.indexOf("\r\n\r\n");
  const [start = "", ...lines] = text.slice(0, Math.max(end, 0)).split("\r\n");
  const headers = lines.map((line) => {
    const colon = line.indexOf(":");
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
  });
  const rest = text.slice(end + 4);
  return { status: Number(start.split(" ")[1] ?? 0), headers, body: isChunked(headers) ? joinChunks(rest) : rest };
}

function isChunked(headers: RawAnswer["headers"]): boolean {
  return headers.some(([name, value]) => name === "transfer-encoding" && value === "chunked");
}

/** Whether an answer is complete. Servers may keep the connection, although they are asked to close it. */
function isWhole(text: string, request: string): boolean {
  if (!text.includes("\r\n\r\n")) return false;
  const { status, headers, body } = parse(text);
  if (request.startsWith("HEAD ") || status === 204 || status === 304) return true;
  if (isChunked(headers)) return text.endsWith("\r\n0\r\n\r\n");
  const length = new Map(headers).get("content-length");
  return length !== undefined && body.length >= Number(length);
}

/**
 * Sends lines as they are, a character for each byte, and reads the answer, until it is complete or the other side closes:
 * without an answer, the status is 0.
 *
 * @param lines - The request line and headers, to which `Host` is added where it is missing; after an empty line, the body.
 * @param patience - How long the connection may be silent, in milliseconds.
 */
export async function sendRaw(url: string, lines: readonly string[], patience: number): Promise<RawAnswer> {
  const address = new URL(url);
  const [first = "", ...rest] = lines;
  const split = rest.includes("") ? rest.indexOf("") : rest.length;
  const host = rest.some((line) => /^host:/i.test(line)) ? [] : [`Host: ${address.host}`];
  const head = [first, ...host, "Connection: close", ...rest.slice(0, split)];
  const socket = connect(address);
  socket.setEncoding("latin1");
  socket.setTimeout(patience, () => socket.destroy(new Error(`no answer to ${first}`)));
  socket.write(`${head.join("\r\n")}\r\n\r\n${rest.slice(split + 1).join("\r\n")}`, "latin1");
  let text = "";
  try {
    for await (const part of socket) {
      text += part;
      if (isWhole(text, first)) break;
    }
  } catch (error) {
    if (!isCutOff(error)) throw error;
  }
  return parse(text);
}
