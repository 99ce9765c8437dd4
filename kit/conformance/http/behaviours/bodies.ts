import assert from "node:assert/strict";
import { gunzipSync, gzipSync } from "node:zlib";
import { echoOf, type HttpGroup, problemOf } from "../behaviour.ts";

const everyByte = Uint8Array.from({ length: 256 }, (_, index) => index);
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
const json = { "content-type": "application/json" };

export const bodies: HttpGroup = {
  subject: "bodies",
  behaviours: [
    {
      name: "carries JSON both ways, whatever the script",
      async run({ ask }) {
        const body = JSON.stringify({ text: "Grüße, 世界 😀", "\u2028": [1, null, 1e21, ""] });

        const response = await ask("/echo/json", { method: "POST", headers: json, body });

        assert.deepEqual(await response.json(), JSON.parse(body));
      },
    },
    {
      name: "takes a binary body byte for byte",
      async run({ ask }) {
        const headers = { "content-type": "application/octet-stream" };

        const { body } = await echoOf(await ask("/echo", { method: "POST", headers, body: everyByte }));

        assert.equal(body, hex(everyByte));
      },
    },
    {
      name: "takes a binary body without content type byte for byte",
      async run({ ask }) {
        const { body, headers } = await echoOf(await ask("/echo", { method: "PUT", body: everyByte }));

        assert.equal(body, hex(everyByte));
        assert.equal(headers["content-type"], undefined);
      },
    },
    {
      name: "takes an empty body",
      async run({ ask }) {
        const { body } = await echoOf(await ask("/echo", { method: "POST" }));

        assert.equal(body, "");
      },
    },
    {
      name: "takes a body that comes in chunks without length",
      source: "https://www.rfc-editor.org/rfc/rfc9112#section-7.1",
      async run({ raw }) {
        const { status, body } = await raw(
          "POST /echo/body HTTP/1.1",
          "Content-Type: text/plain",
          "Transfer-Encoding: chunked",
          "",
          ...["5", "hello", "6", " world", "0", "", ""],
        );

        assert.deepEqual([status, body], [200, "hello world"]);
      },
    },
    {
      name: "reads a form with repeated fields",
      async run({ ask }) {
        const form = new URLSearchParams([
          ["tag", "a b"],
          ["tag", "ü&="],
          ["empty", ""],
        ]);

        const response = await ask("/echo/form", { method: "POST", body: form });

        assert.deepEqual(await response.json(), [...form]);
      },
    },
    {
      name: "reads a form with a file in it",
      source: "https://www.rfc-editor.org/rfc/rfc7578",
      async run({ ask }) {
        const form = new FormData();
        form.append("title", "größer");
        form.append("file", new File([everyByte], "every byte.bin", { type: "application/x-bytes" }));

        const response = await ask("/echo/form", { method: "POST", body: form });

        const file = { file: "every byte.bin", type: "application/x-bytes", bytes: hex(everyByte) };
        assert.deepEqual(await response.json(), [
          ["title", "größer"],
          ["file", file],
        ]);
      },
    },
    {
      name: "hands over a compressed body as it was sent",
      async run({ ask }) {
        const body = gzipSync("hello");

        const seen = await echoOf(
          await ask("/echo", {
            method: "POST",
            headers: { "content-encoding": "gzip", "content-type": "text/plain" },
            body,
          }),
        );

        assert.equal(seen.body, hex(body));
        assert.equal(seen.headers["content-encoding"], "gzip");
      },
      except: {
        gcp: {
          reason: "the framework unpacks it",
          source: "https://github.com/GoogleCloudPlatform/functions-framework-nodejs/blob/main/src/server.ts",
          async run({ ask }) {
            const headers = { "content-encoding": "gzip", "content-type": "text/plain" };

            const seen = await echoOf(await ask("/echo", { method: "POST", headers, body: gzipSync("hello") }));

            assert.equal(Buffer.from(seen.body, "hex").toString(), "hello");
            assert.equal(seen.headers["content-encoding"], undefined);
          },
        },
      },
    },
    ...(["bytes", "untyped", "picture"] as const).map((kind) => ({
      name: `sends every byte as it is: ${kind}`,
      async run({ ask }: Parameters<HttpGroup["behaviours"][number]["run"]>[0]) {
        const response = await ask(`/responses/${kind}`);

        assert.equal(hex(new Uint8Array(await response.arrayBuffer())), hex(everyByte));
      },
    })),
    {
      name: "sends text that is not UTF-8 as it is",
      async run({ ask }) {
        const response = await ask("/responses/latin");

        assert.equal(response.headers.get("content-type"), "text/plain; charset=iso-8859-1");
        assert.equal(hex(new Uint8Array(await response.arrayBuffer())), "e9e8");
      },
    },
    {
      name: "sends what the app compressed as it is",
      async run({ ask }) {
        const response = await ask("/responses/compressed");

        assert.equal(response.headers.get("content-encoding"), "gzip");
        assert.equal(await response.text(), "hello");
      },
      except: {
        cloudflare: {
          reason: "the platform compresses what names an encoding",
          source: "https://developers.cloudflare.com/workers/runtime-apis/response/#encodebody",
          async run({ ask }) {
            const response = await ask("/responses/compressed");

            const unpacked = new Uint8Array(await response.arrayBuffer());
            assert.equal(gunzipSync(unpacked).toString(), "hello");
          },
        },
      },
    },
    {
      name: "sends JSON with the bytes of UTF-8",
      async run({ ask }) {
        const response = await ask("/responses/json");

        assert.match(response.headers.get("content-type") ?? "", /^application\/json/);
        assert.deepEqual(await response.json(), { text: "Grüße 😀", "\u2028": [1, null, 1e21] });
      },
    },
    {
      name: "sends an empty body",
      async run({ ask }) {
        const response = await ask("/responses/empty");

        assert.deepEqual([response.status, await response.text()], [200, ""]);
      },
    },
    {
      name: "sends a body of 1 MB whole",
      async run({ ask }) {
        const text = await (await ask("/responses/large")).text();

        assert.equal(text.length, 1_048_576);
        assert.equal(text, "0123456789abcdef".repeat(65_536));
      },
    },
  ],
};

const limit = 64 * 1_024;

/** The largest body that any behaviour sends, in bytes. */
export const largestBody = 3 * 1_048_576;

export const limits: HttpGroup = {
  subject: "limits of bodies",
  behaviours: [
    {
      name: "takes a body of exactly the limit",
      async run({ ask }) {
        const body = "x".repeat(limit);

        const response = await ask("/echo/body", { method: "POST", headers: { "content-type": "text/plain" }, body });

        assert.deepEqual([response.status, (await response.text()).length], [200, limit]);
      },
    },
    {
      name: "answers 413 to a body of one byte more",
      source: "https://www.rfc-editor.org/rfc/rfc9110#section-15.5.14",
      async run({ ask }) {
        const { code } = await problemOf(await ask("/echo/body", { method: "POST", body: "x".repeat(limit + 1) }), 413);

        assert.equal(code, "content_too_large");
      },
    },
    {
      name: "answers 413 to a body of 3 MB",
      async run({ ask }) {
        await problemOf(await ask("/echo", { method: "PUT", body: new Uint8Array(largestBody) }), 413);
      },
    },
    {
      name: "answers 413 to a body that is too large and does not say so before",
      async run({ ask }) {
        const chunk = new Uint8Array(limit / 4);
        const body = ReadableStream.from(Array.from({ length: 5 }, () => chunk));

        await problemOf(await ask("/echo", { method: "POST", body, duplex: "half" }), 413);
      },
    },
    {
      name: "counts bytes, not letters",
      async run({ ask }) {
        await problemOf(await ask("/echo", { method: "POST", body: "ü".repeat(limit / 2 + 1) }), 413);
      },
    },
  ],
};
