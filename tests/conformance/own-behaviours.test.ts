import assert from "node:assert/strict";
import type { IncomingMessage } from "node:http";
import { withProblems } from "fourfold/runtime";
import { Hono } from "hono";
import { ownCasesOf } from "../../kit/conformance/http/own/index.ts";
import { type CaseOutcome, runCases } from "../../kit/conformance/http/run.ts";
import { type Answer, type Break, cors, honest, outcomesOf, type Served, serve, usual } from "./own-server.ts";

async function namesWith(state: CaseOutcome["state"], served: Served): Promise<readonly string[]> {
  return [...(await outcomesOf(served))].filter(([, outcome]) => outcome.state === state).map(([name]) => name);
}

const isPreflight = ({ method, headers }: IncomingMessage) =>
  method === "OPTIONS" && headers["access-control-request-method"] !== undefined;
const isOf = (origin: string, { headers }: IncomingMessage) => headers.origin === origin;
const stranger = "https://fourfold-verify.invalid";

/** The answer with other headers; undefined takes one away. */
const withHeaders = (answer: Answer, changes: Readonly<Record<string, string | undefined>>): Answer => {
  const changed = Object.entries({ ...answer.headers, ...changes });
  const kept = changed.filter((entry): entry is [string, string] => entry[1] !== undefined);
  return { ...answer, headers: Object.fromEntries(kept) };
};

/** Servers that break one promise each, under the name of what must notice it. */
const broken: readonly (readonly [name: string, how: string, spoil: Break])[] = [
  [
    "answers GET /health with 200",
    "is down",
    (answer, { url, method }) => (url === "/health" && method === "GET" ? { ...answer, status: 503 } : answer),
  ],
  [
    "answers 404 to an unknown path, in the one error shape",
    "answers 404 in another shape",
    (answer, { method, headers }) =>
      answer.status === 404 && method === "GET" && headers.origin === undefined
        ? { ...withHeaders(answer, { "content-type": "text/plain" }), body: "404 Not Found" }
        : answer,
  ],
  [
    "answers 404 to an unknown path, in the one error shape",
    "fails at an unknown path",
    (answer, { method, headers }) =>
      answer.status === 404 && method === "GET" && headers.origin === undefined ? { ...answer, status: 500 } : answer,
  ],
  [
    "answers HEAD without a body",
    "sends a body to HEAD",
    (answer, { method, socket }) => {
      if (method !== "HEAD") return answer;
      socket.end("HTTP/1.1 404 Not Found\r\nconnection: close\r\n\r\nit is not here");
      return undefined;
    },
  ],
  [
    "answers 405 to a method that a path does not have, naming those it has",
    "does not name the methods",
    (answer, { url }) => (url === "/health" ? withHeaders(answer, { allow: undefined }) : answer),
  ],
  [
    "answers 405 to a method that a path does not have, naming those it has",
    "answers 404 in place of 405",
    (answer) => (answer.status === 405 ? { ...answer, status: 404 } : answer),
  ],
  [
    "does not send TRACE back",
    "sends the request back in its refusal",
    (answer, { method, headers }) => (method === "TRACE" ? { ...answer, body: JSON.stringify(headers) } : answer),
  ],
  [
    "opens no tunnel for CONNECT",
    "opens a tunnel",
    (answer, { method }) => (method === "CONNECT" ? { ...answer, status: 200 } : answer),
  ],
  [
    "gives every request an id of its own, and tells it",
    "has one id for all",
    (answer, { headers }) => {
      if (headers["x-request-id"] !== undefined) return answer;
      const body = answer.body.replace(/"requestId":"[^"]*"/, '"requestId":"same"');
      return { ...withHeaders(answer, { "x-request-id": "same" }), body };
    },
  ],
  [
    "keeps the id that the caller gives",
    "gives ids of its own only",
    (answer, { headers }) =>
      headers["x-request-id"]?.includes("/") ? withHeaders(answer, { "x-request-id": "other" }) : answer,
  ],
  [
    "replaces an id that would spoil a log",
    "keeps every id",
    (answer, { headers }) =>
      headers["x-request-id"] === "<script>" ? withHeaders(answer, { "x-request-id": "<script>" }) : answer,
  ],
  [
    "answers 413 to a body of one byte more than its limit, and lets no cache keep it",
    "takes too large a body",
    (answer, { headers }) =>
      answer.status === 413 && headers.origin === undefined ? { ...answer, status: 200 } : answer,
  ],
  [
    "answers 413 to a body of one byte more than its limit, and lets no cache keep it",
    "lets caches keep a failure",
    (answer) => (answer.status === 413 ? withHeaders(answer, { "cache-control": "max-age=60" }) : answer),
  ],
  ...(
    [
      ["another age", { "access-control-max-age": "301" }],
      ["more methods", { "access-control-allow-methods": "GET, PUT, DELETE" }],
      ["no headers", { "access-control-allow-headers": undefined }],
      ["no credentials", { "access-control-allow-credentials": undefined }],
      ["every origin", { "access-control-allow-origin": "*" }],
    ] as const
  ).map(([what, changes]): (typeof broken)[number] => [
    "answers the preflights of the origins that the set names, as it says",
    `grants ${what} to a preflight`,
    (answer, request) => (isPreflight(request) && !isOf(stranger, request) ? withHeaders(answer, changes) : answer),
  ]),
  [
    "answers the preflights of the origins that the set names, as it says",
    "knows no wildcard",
    (answer, request) =>
      isPreflight(request) && isOf("https://fourfold-verify.shop.example", request)
        ? withHeaders(answer, { "access-control-allow-origin": undefined })
        : answer,
  ],
  ...(
    [
      ["does not tell caches", { vary: undefined }],
      ["exposes nothing", { "access-control-expose-headers": undefined }],
      ["lets no page read", { "access-control-allow-origin": undefined }],
    ] as const
  ).map(([what, changes]): (typeof broken)[number] => [
    "lets pages of the origins that the set names read answers, and caches tell origins apart",
    what,
    (answer, request) =>
      request.method === "GET" && "origin" in request.headers ? withHeaders(answer, changes) : answer,
  ]),
  [
    "grants nothing to the preflight of another origin",
    "lets everyone in",
    (answer, request) =>
      isPreflight(request) && isOf(stranger, request)
        ? withHeaders(answer, { "access-control-allow-origin": stranger })
        : answer,
  ],
  [
    "lets no page of another origin read answers",
    "lets everyone read",
    (answer, request) =>
      request.method === "POST" && isOf(stranger, request)
        ? withHeaders(answer, { "access-control-allow-origin": "*" })
        : answer,
  ],
];

describe("what every HTTP function of one's own does", () => {
  it("is all there where the app is a usual one", async () => {
    await using served = await serve(usual(), { cors, maxBody: "1 KB" }, honest);

    const outcomes = await outcomesOf(served);

    assert.deepEqual(
      [...outcomes].filter(([, { state }]) => state !== "expected"),
      [],
    );
    assert.equal(outcomes.size, 15);
  });

  it("takes no more requests than it announces", async () => {
    await using served = await serve(usual(), { cors, maxBody: "1 KB" }, honest);
    const cases = ownCasesOf(served.target);

    const results = await runCases(served.target, cases, { concurrency: 4, onResult: () => undefined });

    assert.deepEqual(
      results.map(({ name, requests }) => [name, requests]),
      cases.map(({ name, requests }) => [name, requests]),
    );
  });

  for (const [name, how, spoil] of broken) {
    it(`notices a server that ${how}: "${name}", and nothing else`, async () => {
      await using served = await serve(usual(), { cors, maxBody: "1 KB" }, spoil);

      assert.deepEqual(await namesWith("failed", served), [name]);
    });
  }

  it("has a broken server for everything but routes", async () => {
    await using served = await serve(usual(), { cors }, honest);
    const names = ownCasesOf(served.target)
      .filter(({ subject }) => subject !== "routes")
      .map(({ name }) => name);

    assert.deepEqual([...new Set(broken.map(([name]) => name))].sort(), names.sort());
  });

  it("fails where another function answers than the one that a route names", async () => {
    await using served = await serve(usual(), {}, honest, { function: "admin" });

    assert.deepEqual(await namesWith("failed", served), ['lead /admin/* to "admin"']);
  });

  it("names what is down", async () => {
    const dependencies = { taxes: { state: "up" }, shipping: { state: "down", reason: "it is late" } };
    const app = withProblems(new Hono().get("/health", (c) => c.json({ state: "down", dependencies }, 503)));
    await using served = await serve(app, {}, honest);

    const outcome = (await outcomesOf(served)).get("answers GET /health with 200");

    assert.deepEqual(outcome, { state: "failed", message: "GET /health is answered with 503: down: shipping" });
  });

  it("lets in nobody where the set says nothing of other origins", async () => {
    const everyone: Break = (answer) => withHeaders(answer, { "access-control-allow-origin": "*" });
    await using sound = await serve(usual(), {}, honest);
    await using open = await serve(usual(), {}, everyone);

    assert.deepEqual(await namesWith("failed", sound), []);
    assert.deepEqual(await namesWith("failed", open), ["lets no page of another origin read answers"]);
  });

  it("lets everyone in where the set says so", async () => {
    await using served = await serve(usual(), { cors: { origins: "*" } }, honest);

    const outcomes = await outcomesOf(served);

    assert.deepEqual(
      [...outcomes].filter(([, { state }]) => state !== "expected"),
      [],
    );
    assert.ok(!outcomes.has("grants nothing to the preflight of another origin"));
  });
});
