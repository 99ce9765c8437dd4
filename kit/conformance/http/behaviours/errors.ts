import assert from "node:assert/strict";
import { type HttpBehaviour, type HttpGroup, isAlive, problemOf } from "../behaviour.ts";
import { answeredByFramework } from "./gcp-framework.ts";

const json = { "content-type": "application/json" };
const order = { name: "Ada", items: [{ quantity: 2 }] };
const send = (body: string, headers: Readonly<Record<string, string>> = json): RequestInit => ({
  method: "POST",
  headers,
  body,
});

const validation: readonly HttpBehaviour[] = [
  {
    name: "answers 400 with every issue and where it is",
    source: "https://www.rfc-editor.org/rfc/rfc9457#section-3",
    async run({ ask }) {
      const body = JSON.stringify({ name: "", items: [{ quantity: 1 }, { quantity: 1.5 }, {}], extra: true });

      const { code, issues } = await problemOf(await ask("/orders", send(body)), 400);

      assert.equal(code, "validation_failed");
      assert.ok(Array.isArray(issues));
      const pointers = issues.map(({ pointer }) => pointer).sort();
      assert.deepEqual(pointers, ["/extra", "/items/1/quantity", "/items/2/quantity", "/name"]);
      assert.ok(issues.every(({ message }) => typeof message === "string" && message !== ""));
    },
  },
  {
    name: "answers 400 to a query that does not fit",
    async run({ ask }) {
      const { issues } = await problemOf(await ask("/search?tag=a&tag=b&page=two"), 400);

      assert.partialDeepStrictEqual(issues, [{ pointer: "/page" }]);
    },
  },
  {
    name: "answers 400 to malformed JSON",
    async run({ ask }) {
      const { code } = await problemOf(await ask("/orders", send('{ "name": ')), 400);

      assert.equal(code, "malformed_json");
    },
    except: {
      gcp: answeredByFramework(
        "the framework parses JSON before the function is called",
        400,
        ...["POST /orders HTTP/1.1", "Content-Type: application/json", "Content-Length: 2", "", "{ "],
      ),
    },
  },
  {
    name: "answers 400 to an empty body where JSON is due",
    async run({ ask }) {
      await problemOf(await ask("/orders", { method: "POST", headers: json }), 400);
    },
  },
  {
    name: "answers 415 to a body of another type, naming the right one",
    source: "https://www.rfc-editor.org/rfc/rfc9110#section-15.5.16",
    async run({ ask }) {
      const response = await ask("/orders", send(JSON.stringify(order), { "content-type": "text/plain" }));

      assert.equal(response.headers.get("accept-post"), "application/json");
      await problemOf(response, 415);
    },
  },
  {
    name: "takes JSON under another name of its type",
    requests: 2,
    source: "https://www.rfc-editor.org/rfc/rfc6839#section-3.1",
    async run({ ask }) {
      for (const type of ["application/vnd.order+json", "Application/JSON; charset=UTF-8"]) {
        const response = await ask("/orders", send(JSON.stringify(order), { "content-type": type }));

        assert.equal(response.status, 201, type);
        assert.deepEqual(await response.json(), order);
      }
    },
  },
];

const failures: readonly HttpBehaviour[] = [
  ...["error", "later", "text", "nothing"].map((how) => ({
    name: `answers 500 to a failure of the app, without a word of it: ${how}`,
    requests: 2,
    async run(target: Parameters<HttpBehaviour["run"]>[0]) {
      const response = await target.ask(`/failures/${how}`);

      const copy = await response.clone().text();
      assert.doesNotMatch(copy, /secret|\.m?[jt]s|at /);
      await problemOf(response, 500);
      await isAlive(target);
    },
  })),
  {
    name: "answers with the status, code and headers of an error that is meant for the client",
    async run({ ask }) {
      const response = await ask("/gone");

      assert.equal(response.headers.get("x-why"), "sold");
      const { code, detail } = await problemOf(response, 410);
      assert.deepEqual([code, detail], ["sold_out", "It is sold out."]);
    },
  },
  {
    name: "answers 504 when a request takes longer than its timeout, and goes on",
    alone: true,
    requests: 2,
    source: "https://www.rfc-editor.org/rfc/rfc9110#section-15.6.5",
    async run(target) {
      const start = performance.now();

      const { code } = await problemOf(await target.ask("/failures/slow"), 504);

      assert.equal(code, "deadline_exceeded");
      // Without the deadline it would take 20 s. In between there is room for a cold start and a slow network.
      const took = performance.now() - start;
      assert.ok(took > 2_000 && took < 15_000, `it took ${Math.round(took)} ms of a timeout of 3,000`);
      await isAlive(target);
    },
  },
];

export const errors: HttpGroup = { subject: "errors and validation", behaviours: [...validation, ...failures] };
