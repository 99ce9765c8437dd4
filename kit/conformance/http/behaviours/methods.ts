import assert from "node:assert/strict";
import { echoOf, type HttpGroup, problemOf } from "../behaviour.ts";

export const methods: HttpGroup = {
  subject: "methods and routing",
  behaviours: [
    ...["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"].map((method) => ({
      name: `hands over ${method} as it was sent`,
      async run({ ask }: Parameters<HttpGroup["behaviours"][number]["run"]>[0]) {
        const { method: seen, path } = await echoOf(await ask("/echo/here", { method }));

        assert.deepEqual([seen, path], [method, "/echo/here"]);
      },
    })),
    {
      name: "answers HEAD like GET, without body",
      source: "https://www.rfc-editor.org/rfc/rfc9110#section-9.3.2",
      async run({ raw }) {
        const { status, headers, body } = await raw("HEAD /items/7 HTTP/1.1");

        assert.equal(status, 200);
        assert.match(new Map(headers).get("content-type") ?? "", /^application\/json/);
        assert.equal(body, "");
      },
    },
    {
      name: "answers the root",
      requests: 2,
      async run({ ask }) {
        assert.equal(await (await ask("/")).text(), "the root");
        assert.equal(await (await ask("")).text(), "the root");
      },
    },
    {
      name: "answers 404 to an unknown path, as a problem",
      async run({ ask }) {
        const { code } = await problemOf(await ask("/nowhere/at/all"), 404);

        assert.equal(code, "not_found");
      },
    },
    {
      name: "answers 405 to a method that a path does not have, naming those it has",
      source: "https://www.rfc-editor.org/rfc/rfc9110#section-15.5.6",
      async run({ ask }) {
        const response = await ask("/items/7", { method: "DELETE" });

        assert.deepEqual(response.headers.get("allow")?.split(", ").sort(), ["GET", "HEAD", "PUT"]);
        await problemOf(response, 405);
      },
    },
    {
      name: "answers 204 without body",
      source: "https://www.rfc-editor.org/rfc/rfc9110#section-15.3.5",
      async run({ raw }) {
        const { status, headers, body } = await raw("GET /responses/status/204 HTTP/1.1");

        assert.deepEqual([status, body], [204, ""]);
        assert.equal(new Map(headers).get("transfer-encoding"), undefined);
      },
    },
    {
      name: "answers 304 with its tag and without body",
      source: "https://www.rfc-editor.org/rfc/rfc9110#section-15.4.5",
      async run({ raw }) {
        const { status, headers, body } = await raw("GET /responses/tagged HTTP/1.1");

        assert.deepEqual([status, new Map(headers).get("etag"), body], [304, '"v1"', ""]);
      },
    },
    {
      name: "sends a redirect to the client, with its location as it is",
      async run({ ask }) {
        const response = await ask("/responses/elsewhere");

        assert.equal(response.status, 302);
        assert.equal(response.headers.get("location"), "/echo?from=%2Fresponses");
      },
    },
    ...[201, 202, 299, 400, 418, 451, 503, 599].map((status) => ({
      name: `sends the status ${status} of the app, with its body`,
      async run({ ask }: Parameters<HttpGroup["behaviours"][number]["run"]>[0]) {
        const response = await ask(`/responses/status/${status}`);

        assert.equal(response.status, status);
        assert.equal(await response.text(), "with a body");
      },
    })),
  ],
};
