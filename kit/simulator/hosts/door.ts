import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { listenLocally } from "./local-server.ts";

/** Where a door is, and what proves there that a call comes from a binding. */
export interface DoorAddress {
  readonly port: number;
  readonly secret: string;
}

/** A port for bindings alone. Everything on this machine can reach it, so the runtime adds a secret to what they send. */
export class Door {
  readonly #server: Server;
  readonly #secret = randomBytes(32).toString("base64url");
  #port = 0;

  constructor(handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>) {
    this.#server = createServer((request, response) => void handle(request, response));
  }

  async open(): Promise<void> {
    this.#port = await listenLocally(this.#server);
  }

  get address(): DoorAddress {
    return { port: this.#port, secret: this.#secret };
  }

  /** Whether a request is a binding's. */
  admits({ headers }: IncomingMessage): boolean {
    return headers.authorization === `Bearer ${this.#secret}`;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }
}
