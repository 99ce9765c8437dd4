import { Buffer } from "node:buffer";
import { Duplex } from "node:stream";
import { body, headers, lambdaContext, lambdaEvent } from "./request.mjs";

/** Calls a handler as Lambda does. */
function callLambda(handler) {
  return async () => {
    const result = await handler(lambdaEvent, lambdaContext);
    return { status: result.statusCode, body: result.body };
  };
}

/** A connection without a network: what is written to it is the response. */
function createConnection() {
  const chunks = [];
  const connection = new Duplex({
    read() {},
    write(chunk, _encoding, done) {
      chunks.push(chunk);
      done();
    },
  });
  return { connection, answer: () => Buffer.concat(chunks).toString() };
}

/** Calls a handler as the Functions Framework does: with Node's own messages, and a body that has been read. */
async function callNode(handler) {
  // Not at the top: on Lambda nothing else loads it, and loading it early would make the first request look cheaper.
  const { IncomingMessage, ServerResponse } = process.getBuiltinModule("node:http");
  const rawBody = Buffer.from(body);
  return async () => {
    const { connection, answer } = createConnection();
    const request = Object.assign(new IncomingMessage(connection), {
      method: "POST",
      url: "/orders",
      headers,
      rawBody,
    });
    request.push(rawBody);
    request.push(null);
    const response = new ServerResponse(request);
    response.assignSocket(connection);
    const finished = new Promise((resolve) => response.once("finish", resolve));
    await handler(request, response);
    await finished;
    const [head, content] = answer().split("\r\n\r\n");
    return { status: Number(head.split(" ")[1]), body: content };
  };
}

/** How each platform calls a handler. */
export const calls = { lambda: callLambda, node: callNode };
