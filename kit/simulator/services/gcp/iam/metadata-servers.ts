import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { messageOf } from "../../../errors.ts";
import { listenLocally } from "../../../hosts/local-server.ts";
import { answerMetadata, type RuntimeIdentity } from "./metadata.ts";
import type { Tokens } from "./tokens.ts";

interface MetadataServer {
  readonly server: Server;
  /** Host and port. */
  readonly address: string;
}

/**
 * The metadata servers of functions: one for all instances that run as one account in one region. In the cloud all are at
 * `metadata.google.internal`, and the network identifies the caller; here the port does.
 */
export class MetadataServers {
  readonly #tokens: Tokens;
  readonly #servers = new Map<string, Promise<MetadataServer>>();

  constructor(tokens: Tokens) {
    this.#tokens = tokens;
  }

  /** The address of a function's metadata server, for its variable `GCE_METADATA_HOST`. */
  async addressOf(identity: RuntimeIdentity): Promise<string> {
    const key = JSON.stringify(identity);
    const server = this.#servers.get(key) ?? this.#open(identity);
    this.#servers.set(key, server);
    return (await server).address;
  }

  async stop(): Promise<void> {
    for (const { server } of await Promise.all(this.#servers.values())) {
      server.closeAllConnections();
      server.close();
    }
    this.#servers.clear();
  }

  async #open(identity: RuntimeIdentity): Promise<MetadataServer> {
    const server = createServer((request, response) => {
      this.#answer(identity, request, response).catch((error: unknown) => {
        if (response.headersSent) response.destroy();
        else response.writeHead(500).end(messageOf(error));
      });
    });
    return { server, address: `127.0.0.1:${await listenLocally(server)}` };
  }

  async #answer(identity: RuntimeIdentity, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const head = { "metadata-flavor": "Google", server: "Metadata Server for Serverless" };
    const { headers, url = "/" } = request;
    if (url === "/oauth2/v3/certs") {
      response.writeHead(200, { ...head, "content-type": "application/json" });
      response.end(JSON.stringify(await this.#tokens.keys()));
      return;
    }
    // https://cloud.google.com/compute/docs/metadata/querying-metadata#parts-of-a-request
    if (headers["metadata-flavor"] !== "Google" || headers["x-forwarded-for"] !== undefined) {
      response.writeHead(403, { ...head, "content-type": "text/html" });
      response.end("Missing required header: Metadata-Flavor: Google\n");
      return;
    }
    const { status, type, body } = await answerMetadata(identity, this.#tokens, url);
    response.writeHead(status, { ...head, "content-type": type }).end(body);
  }
}
