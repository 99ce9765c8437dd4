import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { buffer } from "node:stream/consumers";
import { type Cors, functionSet, type HttpTrigger, parseRoutes, settleFunction } from "fourfold";
import { http, withProblems } from "fourfold/runtime";
import { requestTo } from "fourfold/testing";
import { Hono } from "hono";
import { ownCasesOf } from "../../kit/conformance/http/own/index.ts";
import { type OwnFunction, type OwnTarget, toOwnTarget } from "../../kit/conformance/http/own/target.ts";
import { type CaseOutcome, runCases } from "../../kit/conformance/http/run.ts";
import { entriesOf } from "../../kit/conformance/log.ts";

export const set = functionSet("mine", {
  root: import.meta.url,
  functions: { api: { handler: "./api.ts", http: true }, admin: { handler: "./admin.ts", http: true } },
  routes: { "/*": "api", "/admin/*": "admin" },
});

export type App = { fetch(request: Request): Response | Promise<Response> };

export const cors: Cors = {
  origins: ["https://shop.example", "https://*.shop.example"],
  methods: ["GET", "PUT"],
  expose: ["etag"],
  credentials: true,
  maxAge: "5 minutes",
};

/** An app as teams write them. */
export const usual = () => withProblems(new Hono().get("/health", (c) => c.json({ state: "up" })));

/** What goes over the wire. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Breaks one promise: takes an answer, and gives another one, or undefined where it has answered by itself. */
export type Break = (answer: Answer, request: IncomingMessage) => Answer | undefined;

export const honest: Break = (answer) => answer;

/** The answer to a request that no `Request` can be: what platforms do with it. */
const refused: Answer = { status: 405, headers: { allow: "GET, HEAD" }, body: "" };

export interface Served extends AsyncDisposable {
  readonly target: OwnTarget;
}

/** Serves an app over HTTP, with everything of the run time around it. */
export async function serve(
  app: App,
  spec: HttpTrigger,
  spoil: Break,
  more: Partial<OwnFunction> = {},
): Promise<Served> {
  const lines: string[] = [];
  const ask = requestTo(
    http(set, "api", () => app),
    { http: spec, onLog: (_, line) => void lines.push(line) },
  );
  const answerTo = async (request: IncomingMessage): Promise<Answer> => {
    const { method = "GET", url = "/", headers } = request;
    const body = await buffer(request);
    if (method === "TRACE") return refused;
    const given = Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]);
    const response = await ask(url, { method, headers: given, ...(body.length > 0 ? { body } : {}) });
    return { status: response.status, headers: Object.fromEntries(response.headers), body: await response.text() };
  };
  const listener = async (request: IncomingMessage, response: ServerResponse) => {
    const answer = spoil(await answerTo(request), request);
    if (answer !== undefined) response.writeHead(answer.status, answer.headers).end(answer.body);
  };
  const server = createServer((request, response) => void listener(request, response));
  server.on("connect", (request: IncomingMessage, socket: Socket) => {
    const { status = 0 } = spoil(refused, request) ?? {};
    socket.end(`HTTP/1.1 ${status} Some\r\ncontent-length: 0\r\n\r\n`);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const { http: settings } = settleFunction({ http: spec }, "aws", "api");
  const target = toOwnTarget({
    ...{ cloud: "aws", set: "mine", function: "api", url: `http://127.0.0.1:${port}`, settings },
    patterns: parseRoutes(set.routes, "mine"),
    logs: { patience: 200, read: async () => entriesOf(lines) },
    ...more,
  });
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { target, [Symbol.asyncDispose]: close };
}

/** What came of each behaviour, by its name. */
export async function outcomesOf({ target }: Served): Promise<ReadonlyMap<string, CaseOutcome>> {
  const results = await runCases(target, ownCasesOf(target), { concurrency: 1, onResult: () => undefined });
  return new Map(results.map(({ name, outcome }) => [name, outcome]));
}
