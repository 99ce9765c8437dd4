import { randomBytes, timingSafeEqual } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { numberAt, textAt } from "../contract/read.ts";
import { CloudError, packages } from "../contract.ts";
import { isObject } from "../control/wire.ts";
import { messageOf } from "../errors.ts";
import { readFaultPlan } from "../faults.ts";
import type { Simulator } from "../index.ts";
import { matches } from "../logs.ts";
import { ClientValues, readPieces } from "./client-values.ts";

/** What the control API controls. */
export interface Controlled {
  readonly simulator: Simulator;
  /** The ports of the gRPC fronts by package. */
  readonly providers: Readonly<Record<string, number>>;
  /** Stores the content of the archive at a path, and returns its hash. */
  takeArchive(path: string): Promise<string>;
  stop(): void;
}

/** The API that the simulator's own client calls. */
export interface ControlApi {
  readonly url: string;
  readonly token: string;
  close(): void;
}

type Route = (request: IncomingMessage, response: ServerResponse, url: URL, controlled: Controlled) => unknown;

const routes: Readonly<Record<string, Route>> = {
  "GET /state": async (_request, response, _url, { simulator, providers }) =>
    sendJson(response, 200, { pid: process.pid, providers, ...(await simulator.state()) }),
  "GET /logs": sendLogs,
  "GET /values": (_request, response, url, { simulator }) => {
    const prefix = url.searchParams.get("prefix");
    const values = new ClientValues(simulator.world.store);
    if (prefix !== null) return sendJson(response, 200, values.keys(prefix));
    const value = values.get(valueKey(url));
    if (value === undefined) return sendJson(response, 404, { error: "The value does not exist." });
    return response.writeHead(200, { "content-type": "text/plain; charset=utf-8" }).end(value);
  },
  "PUT /values": async (request, response, url, { simulator }) => {
    new ClientValues(simulator.world.store).put(valueKey(url), await text(request));
    response.writeHead(204).end();
  },
  "PATCH /values": async (request, response, url, { simulator }) => {
    const pieces = readPieces(JSON.parse(await text(request)));
    if (pieces === undefined)
      return sendJson(response, 400, { error: "Send { order, pieces }: ids, and texts by id." });
    const missing = new ClientValues(simulator.world.store).putPieces(valueKey(url), pieces);
    if (missing === undefined) return response.writeHead(204).end();
    return sendJson(response, 409, { error: `The piece "${missing}" is not here.` });
  },
  "DELETE /values": (_request, response, url, { simulator }) => {
    new ClientValues(simulator.world.store).put(valueKey(url), undefined);
    response.writeHead(204).end();
  },
  "PUT /roots": async (request, response, url, { simulator }) => {
    simulator.setRoot(decodeURIComponent(url.pathname.slice("/roots/".length)), await text(request));
    response.writeHead(204).end();
  },
  "GET /faults": (_request, response, _url, { simulator }) => sendJson(response, 200, simulator.faults.counts()),
  "PUT /faults": async (request, response, _url, { simulator }) => {
    simulator.faults.follow(readFaultPlan(JSON.parse(await text(request))));
    response.writeHead(204).end();
  },
  "DELETE /faults": (_request, response, _url, { simulator }) => {
    simulator.faults.follow(undefined);
    response.writeHead(204).end();
  },
  "GET /credentials": sendCredentials,
  "POST /runs": runNow,
  "POST /code": replaceCode,
  "POST /stop": (_request, response, _url, { stop }) => {
    response.on("close", stop);
    sendJson(response, 202, {});
  },
};

/** Opens the control API on a free port of 127.0.0.1. */
export async function openControlApi(controlled: Controlled): Promise<ControlApi> {
  const token = randomBytes(24).toString("base64url");
  const server = createServer((request, response) => {
    answer(request, response, token, controlled).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else sendJson(response, isCallersMistake(error) ? 400 : 500, { error: messageOf(error) });
    });
  });
  // Connections stay open: a client that was busy for seconds could otherwise send a request on one that is being closed.
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("A TCP server has no TCP address.");
  return {
    url: `http://127.0.0.1:${address.port}`,
    token,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  token: string,
  controlled: Controlled,
): Promise<void> {
  if (!isAllowed(request, token)) return sendJson(response, 401, { error: "The token is missing or wrong." });
  const url = URL.parse(request.url ?? "/", "http://127.0.0.1");
  if (url === null) return sendJson(response, 400, { error: "The request names no path." });
  const [, first = ""] = url.pathname.split("/");
  const route = routes[`${request.method} /${first}`];
  if (route === undefined) return sendJson(response, 404, { error: "The call does not exist." });
  await route(request, response, url, controlled);
}

/** A path that is not an archive, a body that is not JSON, a key that is not encoded correctly. */
function isCallersMistake(error: unknown): boolean {
  return error instanceof CloudError || error instanceof SyntaxError || error instanceof URIError;
}

function isAllowed(request: IncomingMessage, token: string): boolean {
  const given = Buffer.from(request.headers.authorization ?? "");
  const expected = Buffer.from(`Bearer ${token}`);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function valueKey(url: URL): string {
  return decodeURIComponent(url.pathname.slice("/values/".length));
}

function sendLogs(_request: IncomingMessage, response: ServerResponse, url: URL, { simulator }: Controlled): void {
  const { logs } = simulator.world;
  const [cloud, group] = [url.searchParams.get("cloud"), url.searchParams.get("group")];
  const filter = { ...(cloud === null ? {} : { cloud }), ...(group === null ? {} : { group }) };
  const write = (line: unknown): boolean => response.write(`${JSON.stringify(line)}\n`);
  response.writeHead(200, { "content-type": "application/x-ndjson" }).flushHeaders();
  logs.recent(filter).forEach(write);
  if (url.searchParams.get("follow") !== "1") {
    response.end();
    return;
  }
  const unfollow = logs.follow((line) => matches(line, filter) && write(line));
  response.on("close", unfollow);
}

/** Sends credentials for a caller from outside: `?package=aws&principal=123456789012`. */
async function sendCredentials(
  _request: IncomingMessage,
  response: ServerResponse,
  url: URL,
  { simulator }: Controlled,
): Promise<void> {
  const [name, principal] = [url.searchParams.get("package"), url.searchParams.get("principal")];
  const known = packages.find((one) => one === name);
  const services = known === undefined ? undefined : await simulator.services(known);
  if (services?.credentials === undefined || principal === null) {
    return sendJson(response, 400, { error: "Say whose: ?package=aws&principal=…, or package=gcp or azure-native." });
  }
  const audience = url.searchParams.get("audience");
  sendJson(response, 200, await services.credentials({ principal, ...(audience === null ? {} : { audience }) }));
}

/**
 * Runs by hand what a resource runs on its schedule: `{ type, id, name?, scheduledTime? }`. Responds when the run has ended.
 * The caller of the function has the identity of the cloud's service, as in scheduled runs.
 */
async function runNow(
  request: IncomingMessage,
  response: ServerResponse,
  _url: URL,
  { simulator }: Controlled,
): Promise<void> {
  const body: unknown = JSON.parse(await text(request));
  const [token, id, name] = [textAt(body, "type"), textAt(body, "id"), textAt(body, "name")];
  const scheduledTime = numberAt(body, "scheduledTime");
  const { store } = simulator.world;
  const resource = store.find(token ?? "", (one) => one.id === id)[0];
  const known = packages.find((one) => one === token?.split(":")[0]);
  if (resource === undefined || known === undefined) {
    return sendJson(response, 404, { error: `The resource ${id} of type ${token} does not exist.` });
  }
  const type = (await simulator.services(known)).types.find((one) => one.token === token);
  if (type?.run === undefined) {
    return sendJson(response, 400, { error: `Resources of type ${token} cannot be run by hand.` });
  }
  const order = { ...(name === undefined ? {} : { name }), ...(scheduledTime === undefined ? {} : { scheduledTime }) };
  try {
    sendJson(response, 200, await type.run(resource, order, simulator.world));
  } catch (error) {
    if (!(error instanceof CloudError)) throw error;
    sendJson(response, 200, { ok: false, failure: `${error.code}: ${error.message}` });
  }
}

const hashPattern = /^[0-9a-f]{64}$/;

/** Takes paths of archives. `from` may also be a hash from an earlier response: its files may have been overwritten since. */
async function replaceCode(
  request: IncomingMessage,
  response: ServerResponse,
  _url: URL,
  { simulator, takeArchive }: Controlled,
): Promise<void> {
  const body: unknown = JSON.parse(await text(request));
  if (!isObject(body) || typeof body.from !== "string" || typeof body.to !== "string") {
    return sendJson(response, 400, { error: "Send { from, to }: two paths of archives." });
  }
  const from = hashPattern.test(body.from) ? body.from : await takeArchive(body.from);
  const to = await takeArchive(body.to);
  const replaced = from === to ? 0 : await simulator.replaceCode(from, to);
  sendJson(response, 200, { from, to, replaced });
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}
