import assert from "node:assert/strict";
import { type AnySet, checkSet, from, functionSet, linkVariable, param } from "fourfold";
import { refuses } from "../support/refuses.ts";

const api = { handler: "./api.ts", http: true } as const;

/** A set as plain JavaScript could write it, past the compiler. */
function written(changes: object): AnySet {
  const set = functionSet("shop", { root: import.meta.url, resources: { flags: param<number>() }, functions: { api } });
  return { ...set, ...changes };
}

describe("a function set", () => {
  it("is accepted when nothing is wrong", () => {
    checkSet(written({ routes: { "/*": "api", "/admin/*": "api", "/health": "api" } }));
  });

  it("is accepted with a path for its root, which is all that CommonJS knows of its file", () => {
    for (const root of [import.meta.filename, "C:\\shop\\shop.js"]) checkSet(written({ root }));
  });

  const wrong: Readonly<Record<string, readonly [object, RegExp]>> = {
    "a name with capitals": [{ name: "Shop" }, /"Shop" is no usable name/],
    "a name that is too long": [{ name: "a".repeat(25) }, /at most 24/],
    "a root that is no module": [{ root: "/some/folder" }, /import\.meta\.url.*__filename/],
    "a function's name with a hyphen": [{ functions: { "my-api": api } }, /"my-api" is no usable name/],
    "a resource's name with a hyphen": [{ resources: { "my-flags": param<number>() } }, /"my-flags"/],
    "a misspelt property": [{ functions: { api: { ...api, memroy: "1 MB" } } }, /no property "memroy"/],
    "a former name that another function has": [
      { functions: { api: { ...api, was: ["web"] }, web: api }, routes: { "/*": "api" } },
      /was "web", which is a function/,
    ],
    "no trigger": [{ functions: { api: { handler: "./api.ts" } } }, /0 triggers/],
    "a handler that is no relative path": [{ functions: { api: { ...api, handler: "api.ts" } } }, /"api.ts"/],
    "a memory that is no size": [{ functions: { api: { ...api, memory: "-1 MB" } } }, /"-1 MB"/],
    "a timeout that is no duration": [{ functions: { api: { ...api, timeout: "1 fortnight" } } }, /"1 fortnight"/],
    "an environment variable in lower case": [{ functions: { api: { ...api, environment: { a: "1" } } } }, /"a"/],
    "an environment variable of ours": [
      { functions: { api: { ...api, environment: { FOURFOLD_X: "1" } } } },
      /FOURFOLD_X/,
    ],
    "a link to nothing": [
      { functions: { api: { ...api, links: { users: ["read"] } } } },
      /"users", which is no resource/,
    ],
    "a link to what every object has": [
      { functions: { api: { ...api, links: { toString: ["read"] } } } },
      /"toString", which is no resource/,
    ],
    "a function named like what every object has": [{ functions: { constructor: api } }, /every object has/],
    "a verb that the kind does not have": [{ functions: { api: { ...api, links: { flags: ["write"] } } } }, /"write"/],
    "CORS for every origin with credentials": [
      { functions: { api: { ...api, http: { cors: { origins: "*", credentials: true } } } } },
      /List the origins/,
    ],
    "a route that is malformed": [{ routes: { "/a*b": "api" } }, /the route "\/a\*b" has a \* that is not its last/],
    "a route to nothing": [{ routes: { "/*": "web" } }, /names "web"/],
    "a route to what every object has": [{ routes: { "/*": "valueOf" } }, /names "valueOf"/],
    "two routes that are one": [
      { routes: { "/a/:id": "api", "/a/:name": "api" } },
      /"\/a\/:id" and "\/a\/:name" are one/,
    ],
  };
  for (const [what, [changes, message]] of Object.entries(wrong)) {
    it(`is refused for ${what}`, () => {
      refuses("ERR_SPEC", message, () => checkSet(written(changes)));
    });
  }

  it("is refused for a verb that another set does not export", () => {
    const catalog = functionSet("catalog", {
      root: import.meta.url,
      resources: { rates: param<number>() },
      functions: { api },
      exports: { rates: [] },
    });
    const links = { rates: ["read"] };

    refuses("ERR_SPEC", /may not "read"/, () =>
      checkSet(written({ resources: { rates: from(catalog, "rates") }, functions: { api: { ...api, links } } })),
    );
  });
});

describe("the variable of a link", () => {
  it("is the resource's name in capitals", () => {
    assert.equal(linkVariable("flags"), "FOURFOLD_FLAGS");
    assert.equal(linkVariable("taxRates"), "FOURFOLD_TAX_RATES");
  });
});
