import assert from "node:assert/strict";
import { parseRoutes } from "fourfold";
import { HttpError, withProblems } from "fourfold/runtime";
import { Hono } from "hono";
import { ownCasesOf } from "../../kit/conformance/http/own/index.ts";
import { runCases } from "../../kit/conformance/http/run.ts";
import { type Break, cors, honest, outcomesOf, type Served, serve, usual } from "./own-server.ts";

describe("what is not checked of a function of one's own", () => {
  const reasonsOf = async (served: Served) => {
    const found = [...(await outcomesOf(served))].filter(([, { state }]) => state !== "expected");
    return Object.fromEntries(found.map(([name, outcome]) => [name, outcome.state === "unchecked" && outcome.reason]));
  };
  const [unknown, method] = [
    "answers 404 to an unknown path, in the one error shape",
    "answers 405 to a method that a path does not have, naming those it has",
  ];
  const healthy = "answers GET /health with 200";
  const limit = "answers 413 to a body of one byte more than its limit, and lets no cache keep it";
  const reading = "lets no page of another origin read answers";

  it("is unknown paths and methods of an app that has a page for every path", async () => {
    await using served = await serve({ fetch: () => new Response("a page") }, {}, honest);

    assert.deepEqual(await reasonsOf(served), {
      [unknown]: "the app answers 200 to a path that it cannot know",
      [method]: "the app answers OPTIONS /health itself, with 200",
    });
  });

  it("is TRACE of an app that answers every method, and does not send it back", async () => {
    const passes: Break = (answer, { method }) => (method === "TRACE" ? { ...answer, status: 200 } : answer);
    await using served = await serve(usual(), {}, passes);

    assert.deepEqual(await reasonsOf(served), {
      "does not send TRACE back": "the app answers TRACE itself, with 200",
    });
  });

  it("is what an app has behind a sign-in", async () => {
    const fetch = () => {
      throw new HttpError(401);
    };
    await using served = await serve({ fetch }, {}, honest);

    assert.deepEqual(await reasonsOf(served), {
      [healthy]: "the app answers GET /health with 401",
      [unknown]: "the app answers 401 to a path that it cannot know",
      [method]: "it has no path that is known: the app answers GET /health with 401",
    });
  });

  it("is health and methods of an app without /health", async () => {
    await using served = await serve(withProblems(new Hono()), {}, honest);

    assert.deepEqual(await reasonsOf(served), {
      [healthy]: "the app answers GET /health with 404",
      [method]: "it has no path that is known: the app answers GET /health with 404",
    });
  });

  it("is what could have an effect behind routes that name every path, and the rest is", async () => {
    const patterns = parseRoutes({ "/*": "other", "/files": "api", "/users/:id": "api" }, "mine");
    const asked: string[] = [];
    const listen: Break = (answer, { method, url }) => {
      asked.push(`${method} ${url}`.replace(/fourfold-verify-\w+/, "…"));
      return answer;
    };
    await using served = await serve(usual(), { cors }, listen, { patterns });

    const reasons = await reasonsOf(served);

    const noWildcard = "no route of it ends with a *";
    assert.deepEqual(reasons, {
      [healthy]: "no route leads from /health to it",
      [unknown]: `${noWildcard}: its app may name every path that reaches it`,
      "answers HEAD without a body": `${noWildcard}: its app may name every path that reaches it`,
      [method]: "it has no path that is known: no route leads from /health to it",
      [reading]: `${noWildcard}, and only an unknown path is safe to post to`,
      [limit]: `${noWildcard}, and only an unknown path is safe to post to`,
    });
    const paths = ["CONNECT fourfold-verify.invalid:443", "OPTIONS /files", "OPTIONS /users/…", "TRACE /users/…"];
    assert.deepEqual([...new Set(asked)].sort(), paths);
  });

  it("is a limit of which nobody wants to send a body", async () => {
    await using served = await serve(usual(), { maxBody: "4.5 MB" }, honest);

    const reason = "its limit is 4.5 MB, and no more than 4 MB is sent";
    assert.deepEqual(await reasonsOf(served), { [reading]: reason, [limit]: reason });
  });

  it("is what the stack does not say, and what only a log shows where there is none", async () => {
    await using served = await serve(usual(), {}, honest, { settings: undefined });
    const { logs: _, ...target } = served.target;

    const [before, without] = [ownCasesOf(served.target), ownCasesOf(target)];
    const results = await runCases(target, without, { concurrency: 1, onResult: () => undefined });

    const reason = "the stack does not say its settings: run `pulumi up` with this version of Fourfold";
    const unchecked = results.filter(({ outcome }) => outcome.state === "unchecked");
    assert.equal(without.length, before.length);
    assert.deepEqual(
      unchecked.map(({ name, outcome }) => [name, outcome.state === "unchecked" && outcome.reason]),
      [
        [reading, reason],
        [limit, reason],
        ['lead /* to "api"', "no access to logs"],
      ],
    );
  });
});
