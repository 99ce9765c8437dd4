import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import type { Deployment } from "../../../tests/simulator/deployment.ts";
import type { RunningServer } from "../command.ts";
import type { Input } from "./input.ts";
import { Provision } from "./provision.ts";

/**
 * The simulator creates queues, topics and tables through a Pulumi provider, and its API has no calls for that. This front turns these
 * calls into steps of the provider, and passes all others to the simulator byte for byte.
 */
export async function openFront(aws: Deployment, endpoint: string): Promise<RunningServer> {
  const provision = new Provision(aws);
  const server = createServer((incoming, response) => {
    answer(incoming, response, provision, endpoint).catch((error: Error) => response.destroy(error));
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("A server on a port has an address.");
  return {
    url: `http://127.0.0.1:${address.port}`,
    async stop() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

async function answer(
  incoming: IncomingMessage,
  response: ServerResponse,
  provision: Provision,
  endpoint: string,
): Promise<void> {
  const body = await buffer(incoming);
  const call = callOf(incoming, body);
  const step = provision.stepFor(call.operation);
  if (step === undefined) return pass(incoming, body, response, endpoint);
  try {
    const result = await step(call.input);
    response.writeHead(200, { "content-type": call.isJson ? "application/x-amz-json-1.0" : "text/xml" });
    response.end(call.isJson ? JSON.stringify(result) : resultXml(call.operation, result));
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    response.writeHead(400, { "content-type": call.isJson ? "application/x-amz-json-1.0" : "text/xml" });
    response.end(call.isJson ? JSON.stringify({ __type: "Refused", message: error.message }) : errorXml(error.message));
  }
}

interface Call {
  readonly operation: string;
  readonly input: Input;
  /** SQS and DynamoDB use JSON, SNS forms and XML. */
  readonly isJson: boolean;
}

function callOf({ headers }: IncomingMessage, body: Buffer): Call {
  const target = String(headers["x-amz-target"] ?? "");
  if (target !== "") {
    const input: Input = JSON.parse(body.toString() || "{}");
    return { operation: target.split(".").at(-1) ?? "", input, isJson: true };
  }
  const form = new URLSearchParams(body.toString());
  const input: Record<string, unknown> = { Attributes: attributesOf(form) };
  for (const [name, value] of form) if (!name.includes(".")) input[name] = value;
  return { operation: form.get("Action") ?? "", input, isJson: false };
}

/** `Attributes.entry.1.key=RawMessageDelivery` with its `value`. */
function attributesOf(form: URLSearchParams): Readonly<Record<string, string>> {
  const keys = [...form].filter(([name]) => /^Attributes\.entry\.\d+\.key$/.test(name));
  return Object.fromEntries(keys.map(([name, key]) => [key, form.get(name.replace(/key$/, "value")) ?? ""]));
}

const escapes: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
const escaped = (text: unknown): string => String(text).replace(/[&<>]/g, (letter) => escapes[letter] ?? letter);

function resultXml(operation: string, result: Input): string {
  const fields = Object.entries(result).map(([name, value]) => `<${name}>${escaped(value)}</${name}>`);
  return `<${operation}Response><${operation}Result>${fields.join("")}</${operation}Result></${operation}Response>`;
}

function errorXml(message: string): string {
  return `<ErrorResponse><Error><Type>Sender</Type><Code>Refused</Code><Message>${escaped(message)}</Message></Error></ErrorResponse>`;
}

function pass({ method, url = "/", headers }: IncomingMessage, body: Buffer, response: ServerResponse, to: string) {
  const { hostname, port } = new URL(to);
  // With the `host` header that the client has signed.
  const passed = request({ hostname, port, path: url, method, headers }, (answered) => {
    response.writeHead(answered.statusCode ?? 500, answered.headers);
    answered.pipe(response);
  });
  passed.on("error", (error) => response.destroy(error));
  passed.end(body);
}
