import assert from "node:assert/strict";
import { type HttpBehaviour, type HttpException, type HttpGroup, isAlive } from "../behaviour.ts";
import type { Target } from "../target.ts";
import { answeredByFramework } from "./gcp-framework.ts";

/** Expects that hostile bytes are answered with anything but an error of ours, and that the function goes on. */
function survives(name: string, request: readonly string[], except: HttpBehaviour["except"] = {}): HttpBehaviour {
  return {
    name: `survives ${name}`,
    requests: 2,
    except,
    async run(target: Target) {
      const { status } = await target.raw(...request);

      // 0: the connection was closed without an answer. 501 is for methods: RFC 9110 §9.1.
      assert.ok(status === 0 || (status >= 200 && status < 500) || status === 501, `it answered ${status}`);
      await isAlive(target);
    },
  };
}

const post = (type: string, body: string, ...others: readonly string[]) => [
  "POST /orders HTTP/1.1",
  `Content-Type: ${type}`,
  `Content-Length: ${body.length}`,
  ...others,
  "",
  body,
];
const deep = `${"[".repeat(20_000)}${"]".repeat(20_000)}`;

const unreadablePath: HttpException = answeredByFramework(
  "the framework decodes the path by itself",
  400,
  "GET /items/%zz HTTP/1.1",
);

export const hostile: HttpGroup = {
  subject: "hostile input",
  behaviours: [
    survives("half a percent sign in the path", ["GET /items/%zz HTTP/1.1"], { gcp: unreadablePath }),
    survives("a path that is not valid UTF-8", ["GET /items/%ff%fe HTTP/1.1"]),
    survives("a raw byte in the path", ["GET /items/\xff HTTP/1.1"]),
    survives("a zero byte in the path", ["GET /items/%00 HTTP/1.1"]),
    survives("a path of 6 KB", [`GET /items/${"a".repeat(6_000)} HTTP/1.1`]),
    survives("a path that climbs", ["GET /../../etc/passwd HTTP/1.1"]),
    survives("an encoded path that climbs", ["GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1"]),
    survives("a path that looks like another host", ["GET //evil.example/items/7 HTTP/1.1"]),
    survives("back slashes in the path", ["GET /items\\..\\7 HTTP/1.1"]),
    survives("a whole address as target", ["GET http://evil.example/items/7 HTTP/1.1"]),
    survives("a request for the whole server", ["OPTIONS * HTTP/1.1"]),
    survives("an unknown method", ["BREW /items/7 HTTP/1.1"]),
    survives("TRACE", ["TRACE /items/7 HTTP/1.1"]),
    survives("a query of nothing but percent signs", ["GET /search?%%&%zz=%&tag=%ff HTTP/1.1"]),
    survives("a thousand parameters", [`GET /search?${"tag=a&".repeat(1_000)} HTTP/1.1`]),
    survives("parameters named like parts of objects", ["GET /search?__proto__=1&constructor=2&tag[]=3 HTTP/1.1"]),
    survives("a cookie that is none", ["GET /echo HTTP/1.1", "Cookie: ;;=;a;%zz=%;=b"]),
    survives("a header with raw bytes", ["GET /echo HTTP/1.1", "X-Odd: caf\xe9 \xff"]),
    survives("a header name that is none", ["GET /echo HTTP/1.1", "X Odd: 1"]),
    survives("a header without name", ["GET /echo HTTP/1.1", ": 1"]),
    survives("two hosts", ["GET /echo HTTP/1.1", "Host: a.example", "Host: b.example"]),
    survives("a host that is none", ["GET /echo HTTP/1.1", "Host: a b/%zz@:x"]),
    survives("a length that is none", ["POST /echo HTTP/1.1", "Content-Length: -1", "", "x"]),
    survives("a length and chunks at once", [
      ...["POST /echo HTTP/1.1", "Content-Length: 3", "Transfer-Encoding: chunked", "", "0", "", ""],
    ]),
    survives("a chunk that is none", ["POST /echo HTTP/1.1", "Transfer-Encoding: chunked", "", "zz", "x", "0", "", ""]),
    survives("an unknown encoding of the body", post("application/json", "{}", "Content-Encoding: rot13"), {
      gcp: answeredByFramework(
        "the framework unpacks bodies by itself",
        415,
        ...post("application/json", "{}", "Content-Encoding: rot13"),
      ),
    }),
    survives("a body that is not compressed as it says", post("application/json", "{}", "Content-Encoding: gzip"), {
      gcp: answeredByFramework(
        "the framework unpacks bodies by itself",
        400,
        ...post("application/json", "{}", "Content-Encoding: gzip"),
      ),
    }),
    survives("an unknown charset", post("application/json; charset=klingon", "{}"), {
      gcp: answeredByFramework(
        "the framework decodes texts by itself",
        415,
        ...post("application/json; charset=klingon", "{}"),
      ),
    }),
    survives("a content type that is none", post("/;=;", "{}")),
    survives("JSON that is not valid UTF-8", post("application/json", '{"name":"\xff\xfe"}')),
    survives("JSON with half a surrogate", post("application/json", '{"name":"\\ud800","items":[{"quantity":1}]}')),
    survives("JSON 20,000 levels deep", post("application/json", deep)),
    survives("JSON named like parts of objects", post("application/json", '{"__proto__":{"name":"x"},"items":[]}')),
    survives("a number that is too large for JSON", post("application/json", '{"items":[{"quantity":1e999}]}')),
    survives("a form that does not end", [
      ...[
        "POST /echo/body HTTP/1.1",
        "Content-Type: multipart/form-data; boundary=x",
        "Content-Length: 5",
        "",
        "--x\r\n",
      ],
    ]),
    survives("what browsers ask by themselves", ["GET /favicon.ico HTTP/1.1"]),
  ],
};
