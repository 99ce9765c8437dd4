import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { listenLocally } from "../local-server.ts";

/** The largest request of free and pro plans. https://developers.cloudflare.com/workers/platform/limits/#request-and-response-limits */
const largestRequest = 100_000_000;

/** Whether a request declares a length that is too large. */
export function isTooLarge(request: IncomingMessage): boolean {
  return Number(request.headers["content-length"] ?? 0) > largestRequest;
}

/** Whether a request has a body that a Worker could read. Those of GET and HEAD are dropped. */
export function hasBody({ method, headers }: IncomingMessage): boolean {
  if (method === "GET" || method === "HEAD") return false;
  return headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
}

/** A body that is ready for the edge to fetch. */
interface Offer {
  readonly request: IncomingMessage;
  readonly onTooLarge: () => void;
}

/**
 * Serves the bodies of requests to the edge, which fetches each from here. They are not sent along with their requests:
 * workerd resets a connection on which a Worker left something unread, and the Worker's response would be lost.
 */
export class Bodies {
  readonly #server: Server;
  #port = 0;
  readonly #offers = new Map<string, Offer>();

  private constructor() {
    this.#server = createServer((request, response) => this.#send(request.url?.slice(1) ?? "", response));
  }

  static async open(): Promise<Bodies> {
    const bodies = new Bodies();
    bodies.#port = await listenLocally(bodies.#server);
    return bodies;
  }

  get port(): number {
    return this.#port;
  }

  /** Makes a body available, and returns the name to fetch it by. */
  offer(request: IncomingMessage, onTooLarge: () => void): string {
    const name = randomUUID();
    this.#offers.set(name, { request, onTooLarge });
    return name;
  }

  /** Discards a body that was not fetched, when its request is over. */
  withdraw(name: string): void {
    this.#offers.get(name)?.request.resume();
    this.#offers.delete(name);
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  #send(name: string, response: ServerResponse): void {
    const offer = this.#offers.get(name);
    this.#offers.delete(name);
    if (offer === undefined) {
      response.writeHead(404).end();
      return;
    }
    const { request, onTooLarge } = offer;
    const length = request.headers["content-length"];
    response.writeHead(200, length === undefined ? {} : { "content-length": length });
    let size = 0;
    request.on("data", (part: Buffer) => {
      size += part.byteLength;
      if (size > largestRequest && size - part.byteLength <= largestRequest) onTooLarge();
    });
    request.once("error", () => response.destroy());
    request.pipe(response);
    // What the Worker did not read is read and discarded, so that the client reads the response.
    response.once("close", () => request.unpipe(response).resume());
  }
}
