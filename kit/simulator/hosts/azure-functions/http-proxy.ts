import { type ClientRequest, type IncomingMessage, request as openRequest } from "node:http";
import { passedHeaders } from "../headers.ts";
import { passOn } from "../pass-on.ts";
import { quotas } from "./configuration.ts";
import { end } from "./front-request.ts";
import { type HttpCall, invokeFunction } from "./http-message.ts";

/**
 * Runs a function of an app that streams. The request itself goes to the HTTP proxy that the app's model opened, and the
 * message that runs the function refers to it by the invocation's id. Returns why it failed, if it did.
 * https://learn.microsoft.com/azure/azure-functions/functions-reference-node#http-streams
 */
export async function invokeByProxy(call: HttpCall): Promise<string | undefined> {
  const { request, response } = call;
  // The client has disconnected while the request waited: its "close" event will not come again.
  if (response.destroyed) return undefined;
  const forward = openForward(call);
  const answered = relayAnswer(forward, call);
  response.once("close", () => {
    forward.destroy();
    // What the app did not read is discarded, so that the next request can use the same connection.
    request.message.unpipe(forward).resume();
  });
  const outcome = await invokeFunction(call, { http: {} });
  if ("failure" in outcome) {
    forward.destroy();
    // What has been sent cannot be withdrawn: only a broken connection tells the caller that it is incomplete.
    if (response.headersSent) response.destroy();
    else end(response, 500);
    return outcome.failure;
  }
  if (outcome.isEmpty) {
    forward.destroy();
    end(response, 204);
    return undefined;
  }
  await answered;
  // The function has responded, but its response did not arrive.
  end(response, 502);
  return undefined;
}

/** Sends the request to the app's proxy, without its headers: the model takes them from the trigger's metadata. */
function openForward({ worker, request, response }: HttpCall): ClientRequest {
  const { message, url } = request;
  const forward = openRequest({
    host: "127.0.0.1",
    port: worker.proxy?.port,
    // A connection of its own: one that a function has not read to its end would block the next request.
    agent: false,
    method: message.method,
    path: message.url,
    headers: {
      "x-ms-invocation-id": request.id,
      "x-forwarded-host": url.host,
      "x-forwarded-proto": url.protocol.replace(":", ""),
      // The app's side would otherwise close the connection after its response, and lose what it has not read of the request.
      connection: "keep-alive",
      ...bodyHeaders(message),
    },
  });
  let size = 0;
  message.on("data", (chunk: Buffer) => {
    size += chunk.length;
    if (size <= quotas.requestBody) return;
    end(response, 413);
    forward.destroy();
  });
  message.pipe(forward);
  return forward;
}

function bodyHeaders({ headers }: IncomingMessage): Record<string, string> {
  if (headers["transfer-encoding"] !== undefined) return { "transfer-encoding": "chunked" };
  const length = headers["content-length"];
  return length === undefined ? {} : { "content-length": length };
}

/** Streams the app's response to the client. Resolves when it has ended. */
function relayAnswer(forward: ClientRequest, { response, heard }: HttpCall): Promise<void> {
  return new Promise((resolve) => {
    // The response shows whether anything came; the end of the invocation tells why not.
    forward.on("error", () => resolve());
    forward.once("close", () => resolve());
    forward.once("upgrade", (_answer, socket) => socket.destroy());
    forward.once("response", (answer) => {
      answer.on("data", heard);
      const isWanted = !response.headersSent && !response.destroyed;
      if (!isWanted || !passOn(answer, response, passedHeaders(answer.rawHeaders, replaced))) answer.destroy();
    });
  });
}

/** Headers that the front sets itself, or that concern the connection to the app. */
const replaced = ["transfer-encoding", "date", "x-ms-invocation-id"];
