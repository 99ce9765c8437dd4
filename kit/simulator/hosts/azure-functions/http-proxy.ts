import { type ClientRequest, type IncomingMessage, request as openRequest } from "node:http";
import { passedHeaders } from "../headers.ts";
import { passOn } from "../pass-on.ts";
import { quotas } from "./configuration.ts";
import { end } from "./front-request.ts";
import { type HttpCall, invokeFunction } from "./http-message.ts";

/**
 * Runs a function of an app that streams. The request itself goes to the HTTP proxy that the app's model opened, and the
 * message that runs the function refers to it by the invocation's id. Answers why it failed, if it did.
 * https://learn.microsoft.com/azure/azure-functions/functions-reference-node#http-streams
 */
export async function invokeByProxy(call: HttpCall): Promise<string | undefined> {
  const { request, response } = call;
  // Whoever has gone while the request waited gets nothing, and would never be seen to go.
  if (response.destroyed) return undefined;
  const forward = openForward(call);
  const answered = relayAnswer(forward, call);
  response.once("close", () => {
    forward.destroy();
    // What the app did not read is dropped, so that the next request can come on the same connection.
    request.message.unpipe(forward).resume();
  });
  const outcome = await invokeFunction(call, { http: {} });
  if ("failure" in outcome) {
    forward.destroy();
    // What has been sent cannot be taken back: only a broken connection tells the caller that it is not all.
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
  // The function has answered, but its answer did not arrive.
  end(response, 502);
  return undefined;
}

/** Sends the request to the app's proxy. Its headers are no part of it: the model takes them from the trigger's metadata. */
function openForward({ worker, request, response }: HttpCall): ClientRequest {
  const { message, url } = request;
  const forward = openRequest({
    host: "127.0.0.1",
    port: worker.proxy?.port,
    // A connection of its own: one that a function has not read to its end would hold the next request up.
    agent: false,
    method: message.method,
    path: message.url,
    headers: {
      "x-ms-invocation-id": request.id,
      "x-forwarded-host": url.host,
      "x-forwarded-proto": url.protocol.replace(":", ""),
      // The app's side would otherwise cut the connection after its answer, and what is not read of the request with it.
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

/** Passes the app's answer on as it comes. Resolves when there is no more of it. */
function relayAnswer(forward: ClientRequest, { response, heard }: HttpCall): Promise<void> {
  return new Promise((resolve) => {
    // Whether an answer came is seen from the response; why not is told by the invocation's own end.
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

/** Headers that the front sets itself, or that are about the connection to the app. */
const replaced = ["transfer-encoding", "date", "x-ms-invocation-id"];
