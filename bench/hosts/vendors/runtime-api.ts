import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

/** Separates the head and the body of a streamed response. https://docs.aws.amazon.com/lambda/latest/dg/configuration-response-streaming.html */
const separator = Buffer.alloc(8);

/** The event of a Function URL. https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html#urls-payloads */
function toEvent({ method = "GET", url = "/", headers }: IncomingMessage): string {
  const { pathname, search } = new URL(url, "http://localhost");
  const plain = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
  const http = { method, path: pathname, protocol: "HTTP/1.1", sourceIp: "127.0.0.1", userAgent: "bench" };
  const requestContext = { domainName: "localhost", http };
  return JSON.stringify({
    version: "2.0",
    rawPath: pathname,
    rawQueryString: search.slice(1),
    headers: plain,
    requestContext,
  });
}

function sendAnswer(answer: Buffer, response: ServerResponse): void {
  const at = answer.indexOf(separator);
  const { statusCode, headers } = JSON.parse(answer.toString("utf8", 0, at));
  response.writeHead(statusCode, headers).end(answer.subarray(at + separator.length));
}

/**
 * The minimum between HTTP and the Runtime Interface Client: an event for each request, and the client's result as the
 * response. https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 */
export class MinimalRuntimeApi {
  /** Requests that wait for a client. */
  readonly #requests: (readonly [IncomingMessage, ServerResponse])[] = [];
  /** Clients that wait for a request. */
  readonly #clients: ServerResponse[] = [];
  /** Requests that a client is handling, by their ids. */
  readonly #open = new Map<string, ServerResponse>();
  readonly #server = createServer((request, response) => void this.#serve(request, response));

  /** Host and port. */
  async listen(): Promise<string> {
    await once(this.#server.listen(0, "127.0.0.1"), "listening");
    const { port } = this.#server.address() as AddressInfo;
    return `127.0.0.1:${port}`;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, call, id = ""] =
      /^\/2018-06-01\/runtime\/invocation\/(next|([^/]+)\/(?:response|error))$/.exec(request.url ?? "") ?? [];
    if (call === undefined) {
      this.#requests.push([request, response]);
    } else if (call === "next") {
      this.#clients.push(response);
    } else {
      const answer = await buffer(request);
      response.writeHead(202).end();
      const open = this.#open.get(id);
      this.#open.delete(id);
      if (open !== undefined) sendAnswer(answer, open);
    }
    this.#match();
  }

  /** Assigns a waiting request to a waiting client. */
  #match(): void {
    const [client] = this.#clients;
    const [first] = this.#requests;
    if (client === undefined || first === undefined) return;
    this.#clients.shift();
    this.#requests.shift();
    const [request, response] = first;
    const id = randomUUID();
    this.#open.set(id, response);
    client.writeHead(200, {
      "lambda-runtime-aws-request-id": id,
      "lambda-runtime-deadline-ms": String(Date.now() + 20_000),
      "lambda-runtime-invoked-function-arn": "arn:aws:lambda:eu-central-1:123456789012:function:bench",
    });
    client.end(toEvent(request));
  }
}
