import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { listenLocally } from "../local-server.ts";
import type { Invocation } from "./configuration.ts";

/** Events from a sandbox's process. */
export interface RuntimeEvents {
  /** It asks for work: initialisation or the last request is over. */
  ready(): void;
  /** The complete response to a request. */
  responded(requestId: string, payload: Buffer): void;
  /** The beginning of a streamed response. */
  streaming(requestId: string, request: IncomingMessage): void;
  /** The function failed. */
  failed(requestId: string, payload: Buffer): void;
  /** It could not be initialised. */
  initialisationFailed(payload: Buffer): void;
}

const base = "/2018-06-01/runtime/";

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

/**
 * The Runtime API of one sandbox. https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 *
 * Known gap: no Extensions API and no Telemetry API; they answer 404.
 */
export class RuntimeApi {
  readonly #server: Server;
  readonly #events: RuntimeEvents;
  /** The response to the process's open `next` call. */
  #waiting: ServerResponse | undefined;

  constructor(events: RuntimeEvents) {
    this.#events = events;
    this.#server = createServer((request, response) => {
      this.#answer(request, response).catch((error: Error) => response.destroy(error));
    });
    // The process keeps its `next` call open until there is work, however long that takes.
    this.#server.requestTimeout = 0;
    this.#server.keepAliveTimeout = 0;
  }

  /** Starts to listen. Returns host and port, for `AWS_LAMBDA_RUNTIME_API`. */
  async listen(): Promise<string> {
    return `127.0.0.1:${await listenLocally(this.#server)}`;
  }

  /** Passes a request to the process, which must be waiting for one. */
  send(invocation: Invocation, deadline: number): void {
    const response = this.#waiting;
    if (response === undefined) throw new Error("The sandbox is not waiting for a request.");
    this.#waiting = undefined;
    response.writeHead(200, {
      "content-type": "application/json",
      "lambda-runtime-aws-request-id": invocation.requestId,
      "lambda-runtime-deadline-ms": String(deadline),
      "lambda-runtime-invoked-function-arn": invocation.invokedArn,
      "lambda-runtime-trace-id": invocation.traceId,
    });
    response.end(invocation.payload);
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url?.startsWith(base) ? request.url.slice(base.length) : "";
    if (path === "invocation/next" && request.method === "GET") {
      this.#waiting = response;
      return this.#events.ready();
    }
    const [, requestId, part] = /^invocation\/([^/]+)\/(response|error)$/.exec(path) ?? [];
    if (
      requestId !== undefined &&
      part === "response" &&
      request.headers["lambda-runtime-function-response-mode"] === "streaming"
    ) {
      request.once("end", () => answer(response, 202, { status: "OK" }));
      return this.#events.streaming(requestId, request);
    }
    const body = await buffer(request);
    if (path === "init/error") this.#events.initialisationFailed(body);
    else if (requestId !== undefined && part === "response") this.#events.responded(requestId, body);
    else if (requestId !== undefined && part === "error") this.#events.failed(requestId, body);
    else
      return answer(response, 404, {
        errorType: "NotFound",
        errorMessage: `Not part of the Runtime API: ${request.url}`,
      });
    answer(response, 202, { status: "OK" });
  }
}
