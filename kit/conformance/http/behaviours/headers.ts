import assert from "node:assert/strict";
import { echoOf, type HttpBehaviour, type HttpGroup } from "../behaviour.ts";

const odd = "v=1; a b; \t#'()*+,-./:<=>?@[]^_`{|}~";

/** The last value of each cookie, with its attributes in one order and without the case of their names. */
function cookiesOf(response: Response): readonly string[] {
  return response.headers.getSetCookie().map((cookie) => {
    const [pair = "", ...attributes] = cookie.split(/;\s*/);
    const sorted = attributes.map((attribute) => attribute.replace(/^[^=]+/, (name) => name.toLowerCase())).sort();
    return [pair, ...sorted].join("; ");
  });
}

const requestHeaders: readonly HttpBehaviour[] = [
  {
    name: "hands over headers, their names in lower case",
    async run({ ask }) {
      const { headers } = await echoOf(await ask("/echo", { headers: { "X-Mixed-Case": odd, accept: "text/x-own" } }));

      assert.deepEqual([headers["x-mixed-case"], headers.accept], [odd, "text/x-own"]);
    },
  },
  {
    name: "joins a repeated header with commas",
    source: "https://www.rfc-editor.org/rfc/rfc9110#section-5.3",
    async run({ raw }) {
      const { body } = await raw("GET /echo HTTP/1.1", "X-Twice: first", "X-Twice: second");

      assert.deepEqual(JSON.parse(body).headers["x-twice"].split(/,\s*/), ["first", "second"]);
    },
  },
  {
    name: "hands over a header of 4 KB whole",
    async run({ ask }) {
      const { headers } = await echoOf(await ask("/echo", { headers: { "x-long": "y".repeat(4_096) } }));

      assert.equal(headers["x-long"]?.length, 4_096);
    },
  },
  {
    name: "hands over cookies in one header, also of the same name",
    source: "https://www.rfc-editor.org/rfc/rfc6265#section-5.4",
    async run({ ask }) {
      const { headers } = await echoOf(await ask("/echo", { headers: { cookie: 'a=1; b="two"; a=3; c=%20' } }));

      assert.equal(headers.cookie, 'a=1; b="two"; a=3; c=%20');
    },
  },
];

const responseHeaders: readonly HttpBehaviour[] = [
  {
    name: "sends each cookie in a header of its own",
    source: "https://www.rfc-editor.org/rfc/rfc6265#section-3",
    async run({ ask }) {
      const response = await ask("/responses/cookies");

      assert.deepEqual(cookiesOf(response), [
        "one=1; httponly; path=/",
        "two=2; expires=Wed, 21 Oct 2026 07:28:00 GMT",
        "three=3; samesite=Lax; secure",
      ]);
    },
  },
  {
    name: "sends all values of a repeated header",
    async run({ ask }) {
      const response = await ask("/responses/twice");

      assert.equal(response.headers.get("x-twice"), "first, second");
    },
  },
  {
    name: "sends an app's own error as it is",
    async run({ ask }) {
      const response = await ask("/responses/conflict");

      assert.deepEqual([response.status, response.headers.get("x-own")], [409, "yes"]);
      assert.deepEqual(await response.json(), { reason: "taken" });
    },
  },
];

const query: readonly HttpBehaviour[] = [
  {
    name: "hands over repeated parameters in their order",
    async run({ ask }) {
      const { query: seen } = await echoOf(await ask("/echo?b=1&a=2&b=3&a=1"));

      assert.deepEqual(seen, [
        ["b", "1"],
        ["a", "2"],
        ["b", "3"],
        ["a", "1"],
      ]);
    },
  },
  {
    name: "decodes parameters once",
    source: "https://url.spec.whatwg.org/#urlencoded-parsing",
    async run({ ask }) {
      const { query: seen } = await echoOf(await ask("/echo?a=x+y&b=%2B%26%3D%23&c=%2525&d=%C3%BC&%20e=%F0%9F%98%80"));

      assert.deepEqual(seen, [
        ["a", "x y"],
        ["b", "+&=#"],
        ["c", "%25"],
        ["d", "ü"],
        [" e", "😀"],
      ]);
    },
  },
  {
    name: "tells an empty parameter from none",
    requests: 2,
    async run({ ask }) {
      assert.deepEqual((await echoOf(await ask("/echo?a=&b"))).query, [
        ["a", ""],
        ["b", ""],
      ]);
      assert.deepEqual((await echoOf(await ask("/echo?"))).query, []);
    },
  },
  {
    name: "keeps what looks like an address in a parameter",
    async run({ ask }) {
      const { query: seen } = await echoOf(await ask("/echo?next=https://shop.example/a?b=c/d"));

      assert.deepEqual(seen, [["next", "https://shop.example/a?b=c/d"]]);
    },
  },
];

export const headers: HttpGroup = {
  subject: "headers, cookies and the query",
  behaviours: [...requestHeaders, ...responseHeaders, ...query],
};
