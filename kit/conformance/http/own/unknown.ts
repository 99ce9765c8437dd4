import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { NotChecked } from "../../behaviour.ts";
import { problemOf } from "../behaviour.ts";
import type { OwnBehaviour, OwnGroup } from "./behaviour.ts";
import { type OwnTarget, probe } from "./target.ts";

/** The fix is part of the message, since readers of a report do not have this file. */
async function assertProblem(response: Response, status: number): Promise<void> {
  const fix = "Throw an HttpError, or wrap a Hono app with withProblems().";
  const type = response.headers.get("content-type");
  if (type !== "application/problem+json")
    assert.fail(`its ${status} is ${type}, not application/problem+json. ${fix}`);
  await problemOf(response, status);
}

const hasUnknown = ({ paths }: OwnTarget) =>
  paths.unknown === undefined ? "no route of it ends with a *: its app may name every path that reaches it" : undefined;

const hasNoPath: OwnBehaviour = {
  name: "answers 404 to an unknown path, in the one error shape",
  obstacleTo: hasUnknown,
  async run(target) {
    const response = await probe(target);
    const { status } = response;
    // An app may ask for credentials, redirect, or have a page for every path.
    if (status !== 404 && status < 500) {
      throw new NotChecked(`the app answers ${status} to a path that it cannot know`);
    }
    assert.equal(status, 404);
    await assertProblem(response, 404);
  },
};

const hasNoBody: OwnBehaviour = {
  name: "answers HEAD without a body",
  source: "https://www.rfc-editor.org/rfc/rfc9110#section-9.3.2",
  obstacleTo: hasUnknown,
  async run({ raw, paths }) {
    const { status, body } = await raw(`HEAD ${paths.unknown} HTTP/1.1`);

    assert.ok(status >= 200, `it answered ${status}`);
    assert.equal(body, "");
  },
};

/** The one path that can be known is `/health`, where the app has it. */
const hasNoMethod: OwnBehaviour = {
  name: "answers 405 to a method that a path does not have, naming those it has",
  source: "https://www.rfc-editor.org/rfc/rfc9110#section-15.5.6",
  requests: 2,
  obstacleTo: ({ paths }) =>
    paths.hasHealth ? undefined : "it has no path that is known: no route leads from /health to it",
  async run({ ask }) {
    const known = await ask("/health");
    await known.body?.cancel();
    if (known.status !== 200 && known.status !== 503) {
      throw new NotChecked(`it has no path that is known: the app answers GET /health with ${known.status}`);
    }
    const response = await ask("/health", { method: "OPTIONS" });
    const { status } = response;
    if (status < 400 || status === 401 || status === 403) {
      throw new NotChecked(`the app answers OPTIONS /health itself, with ${status}`);
    }
    assert.equal(status, 405);
    assert.match(response.headers.get("allow") ?? "", /\bGET\b/, "`Allow` does not name GET");
    await assertProblem(response, 405);
  },
};

const keepsTrace: OwnBehaviour = {
  name: "does not send TRACE back",
  source: "https://www.rfc-editor.org/rfc/rfc9110#section-9.3.8",
  async run({ raw, paths }) {
    const secret = randomUUID();
    const path = paths.unknown ?? paths.routed[0]?.path;

    const { status, body } = await raw(`TRACE ${path} HTTP/1.1`, `X-Secret: ${secret}`);

    assert.ok(!body.includes(secret), "it sent the headers of the request back");
    // 0: the connection was closed without an answer.
    if (status > 0 && status < 400) throw new NotChecked(`the app answers TRACE itself, with ${status}`);
  },
};

const opensNoTunnel: OwnBehaviour = {
  name: "opens no tunnel for CONNECT",
  source: "https://www.rfc-editor.org/rfc/rfc9110#section-9.3.6",
  async run({ raw }) {
    const { status } = await raw("CONNECT fourfold-verify.invalid:443 HTTP/1.1");

    assert.ok(status === 0 || status >= 300, `it answered ${status}`);
  },
};

/** Requests for what does not exist. */
export const unknown: OwnGroup = {
  subject: "unknown paths and methods",
  behavioursOf: () => [hasNoPath, hasNoBody, hasNoMethod, keepsTrace, opensNoTunnel],
};
