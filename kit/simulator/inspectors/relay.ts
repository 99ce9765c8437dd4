import { createServer, type IncomingMessage, type Server, type ServerResponse, request as send } from "node:http";
import { connect, type Socket } from "node:net";
import type { Duplex } from "node:stream";
import { json } from "node:stream/consumers";
import type { Inspector, InspectorTarget } from "../contract.ts";

/**
 * Connects debuggers on a permanent port to the instance that is running. It serves what debuggers ask Node's own inspector
 * for: a list of targets as JSON, and a WebSocket for one of them.
 * https://nodejs.org/learn/getting-started/debugging#enable-inspector
 */
export class Relay implements Inspector {
  readonly #server: Server;
  readonly #sockets = new Set<Duplex>();
  #target: InspectorTarget | undefined;

  constructor() {
    this.#server = createServer((request, response) => this.#answer(request, response));
    this.#server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) =>
      this.#connect(request, socket, head),
    );
  }

  follow(target: InspectorTarget): void {
    this.#target = target;
  }

  /** @throws Error with a `code` when the port is not available. */
  listen(port: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once("error", reject).listen({ port, host: "127.0.0.1" }, () => {
        this.#server.off("error", reject);
        resolve();
      });
    });
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Only the `host` header is passed on: the target checks it, and derives the debugger's addresses from it. */
  #answer({ url, headers: { host } }: IncomingMessage, response: ServerResponse): void {
    const target = this.#target;
    if (target === undefined) {
      refuse(response);
      return;
    }
    const { port } = target;
    // HTTP/1.0 has no host.
    const headers = host === undefined ? {} : { host };
    send({ host: "127.0.0.1", port, path: url, agent: false, headers }, async (answer) => {
      try {
        const body = pickTarget(await json(answer), target);
        response.writeHead(answer.statusCode ?? 502, { "content-type": "application/json; charset=UTF-8" });
        response.end(JSON.stringify(body));
      } catch {
        // Not JSON: the target has refused the request, or has ended.
        refuse(response);
      }
    })
      .once("error", () => refuse(response))
      .end();
  }

  /** From here on bytes are passed on unchanged. */
  #connect({ method, url, httpVersion, headers, rawHeaders }: IncomingMessage, socket: Duplex, head: Buffer): void {
    const target = this.#target;
    if (target === undefined) {
      socket.destroy();
      return;
    }
    // Miniflare takes any client with "user-agent" for a browser, and refuses those without "origin", such as Node's WebSocket.
    const replaced = headers.origin === undefined ? ["user-agent"] : [];
    const lines = rawHeaders.flatMap((name, at) =>
      at % 2 === 1 || replaced.includes(name.toLowerCase()) ? [] : [`${name}: ${rawHeaders[at + 1]}`],
    );
    const other = connect(target.port, "127.0.0.1");
    other.write([`${method} ${url} HTTP/${httpVersion}`, ...lines, "", ""].join("\r\n"));
    other.write(head);
    this.#join(socket, other);
  }

  #join(one: Duplex, other: Socket): void {
    for (const [from, to] of [
      [one, other],
      [other, one],
    ] as const) {
      this.#sockets.add(from);
      from.pipe(to);
      // An instance that ends breaks its connections. The debugger notices, and attaches again if it is configured to.
      from
        .on("error", () => to.destroy())
        .on("close", () => {
          this.#sockets.delete(from);
          to.destroy();
        });
    }
  }
}

/** A debugger that is configured to retry does so. */
function refuse(response: ServerResponse): void {
  if (response.headersSent) response.destroy();
  else response.writeHead(503, { "content-type": "text/plain" }).end("No instance of this function runs now.\n");
}

/** A runtime may run several functions: the list of targets is reduced to the one that belongs to this port. */
function pickTarget(body: unknown, { path }: InspectorTarget): unknown {
  return Array.isArray(body) ? body.filter((entry) => pathOf(entry) === path) : body;
}

function pathOf(entry: unknown): string | undefined {
  if (typeof entry !== "object" || entry === null || !("webSocketDebuggerUrl" in entry)) return undefined;
  return URL.parse(String(entry.webSocketDebuggerUrl))?.pathname;
}
