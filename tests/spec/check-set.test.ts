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

  it("is accepted with links and exports that are left open", () => {
    checkSet(written({ functions: { api: { ...api, links: { flags: undefined } } }, exports: { flags: undefined } }));
  });

  it("exports nothing of a resource of another set of which it has no verbs", () => {
    const catalogue = written({ exports: { flags: [] } });
    const resources = { flags: from(catalogue, "flags") };

    const refused = () => checkSet(written({ resources, exports: { flags: ["read"] } }));

    refuses("ERR_SPEC", /nobody may "read" the param "flags"\. Export nothing\./, refused);
  });

  it("is accepted with a path for its root, which is all that CommonJS knows of its file", () => {
    for (const root of [import.meta.filename, "C:\\shop\\shop.js"]) checkSet(written({ root }));
  });

  const wrong: Readonly<Record<string, readonly [object, RegExp]>> = {
    "a name with capitals": [{ name: "Shop" }, /"Shop" is not a valid name/],
    "a name that is too long": [{ name: "a".repeat(25) }, /at most 24/],
    "a root that is no module": [{ root: "/some/folder" }, /import\.meta\.url.*__filename/],
    "a function's name with a hyphen": [{ functions: { "my-api": api } }, /"my-api" is not a valid name/],
    "a resource's name with a hyphen": [{ resources: { "my-flags": param<number>() } }, /"my-flags"/],
    "a misspelt property": [{ functions: { api: { ...api, memroy: "1 MB" } } }, /no property "memroy"/],
    "a misspelt property of a trigger": [
      { functions: { api: { handler: "./api.ts", http: { streeming: true } } } },
      /`functions\.api\.http` has no property "streeming"\. Did you mean "streaming"\?/,
    ],
    "a misspelt property of CORS": [
      { functions: { api: { handler: "./api.ts", http: { cors: { origin: ["https://a.example"] } } } } },
      /`functions\.api\.http\.cors` has no property "origin"; `.*origins` is missing\. Did you mean "origins"\?/,
    ],
    "a trigger that is no object": [
      { functions: { api: { handler: "./api.ts", http: "yes" } } },
      /`functions\.api\.http` is a string, not an object or true\. Pass an object or true/,
    ],
    "no handler": [{ functions: { api: { http: true } } }, /`functions\.api\.handler` is missing/],
    "a memory that is a number": [
      { functions: { api: { ...api, memory: 512 } } },
      /^Set "shop": `functions\.api\.memory` is a number, not a string\. Pass a string\./,
    ],
    "a misspelt property of the set": [{ route: {} }, /it has no property "route"\. Did you mean "routes"\?/],
    "a resource that is not defined": [{ resources: { flags: undefined } }, /"flags" is not a resource/],
    "a resource that is none": [{ resources: { flags: {} } }, /"flags" is not a resource\. Write it with `param\(\)`/],
    "an export of nothing": [{ exports: { users: ["read"] } }, /it exports "users", which is not a resource/],
    "an export of a verb that the kind does not have": [
      { exports: { flags: ["write"] } },
      /nobody may "write" the param "flags"\. Export read\./,
    ],
    "a former name that another function has": [
      { functions: { api: { ...api, was: ["web"] }, web: api }, routes: { "/*": "api" } },
      /was "web", which is a function/,
    ],
    "no trigger": [
      { functions: { api: { handler: "./api.ts" } } },
      /it has no trigger\. Give it exactly one of http, schedule/,
    ],
    "two triggers": [
      { functions: { api: { ...api, schedule: "every hour" } } },
      /it has 2 triggers\. Give it exactly one/,
    ],
    "a schedule that no cloud keeps": [
      { functions: { tick: { handler: "./tick.ts", schedule: "every 7 minutes" } }, routes: {} },
      /Function "tick" of set "shop": .*7 minutes/,
    ],
    "a route to a function that answers no requests": [
      { functions: { api, tick: { handler: "./tick.ts", schedule: "every hour" } }, routes: { "/*": "tick" } },
      /the route "\/\*" leads to "tick", which is not an HTTP function\. Name one that has `http`/,
    ],
    "a handler that is not a relative path": [{ functions: { api: { ...api, handler: "api.ts" } } }, /"api.ts"/],
    "a memory that is no size": [{ functions: { api: { ...api, memory: "-1 MB" } } }, /"-1 MB"/],
    "a timeout that is no duration": [{ functions: { api: { ...api, timeout: "1 fortnight" } } }, /"1 fortnight"/],
    "an environment variable in lower case": [{ functions: { api: { ...api, environment: { a: "1" } } } }, /"a"/],
    "an environment variable of ours": [
      { functions: { api: { ...api, environment: { FOURFOLD_X: "1" } } } },
      /FOURFOLD_X/,
    ],
    "a link to nothing": [
      { functions: { api: { ...api, links: { users: ["read"] } } } },
      /"users", which is not a resource/,
    ],
    "a link to what every object has": [
      { functions: { api: { ...api, links: { toString: ["read"] } } } },
      /"toString", which is not a resource/,
    ],
    "a function named like what every object has": [{ functions: { constructor: api } }, /every object has/],
    "a verb that the kind does not have": [{ functions: { api: { ...api, links: { flags: ["write"] } } } }, /"write"/],
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

/** Sets that only plain JavaScript can write. */
describe("functionSet", () => {
  const write: (...args: readonly unknown[]) => AnySet = functionSet as never;

  it("keeps a misspelt property, so that it is refused at preview", () => {
    refuses("ERR_SPEC", /no property "function"; `functions` is missing\. Did you mean "functions"\?/, () =>
      checkSet(write("shop", { root: import.meta.url, function: { api } })),
    );
  });

  it("is refused at preview, and not where it is written, when it describes nothing", () => {
    for (const nothing of [undefined, null, 7, "set"]) {
      refuses("ERR_SPEC", /^Set "shop": /, () => checkSet(write("shop", nothing)));
    }
    refuses("ERR_SPEC", /^Function set: `root`, `functions` are missing; `name` is a number/, () =>
      checkSet(write(7, {})),
    );
    refuses("ERR_SPEC", /^Function set: it is undefined/, () => checkSet(undefined as never));
  });

  it("names the resource that another set does not have", () => {
    const take: (...args: readonly unknown[]) => never = from as never;
    const catalog = functionSet("catalog", { root: import.meta.url, resources: {}, functions: { api } });

    for (const foreign of [take(catalog, "rates"), take(undefined, "rates")]) {
      refuses("ERR_SPEC", /"rates" is not exported by the set that it is taken from/, () =>
        checkSet(written({ resources: { rates: foreign } })),
      );
    }
  });
});

describe("the variable of a link", () => {
  it("is the resource's name in capitals", () => {
    assert.equal(linkVariable("flags"), "FOURFOLD_FLAGS");
    assert.equal(linkVariable("taxRates"), "FOURFOLD_TAX_RATES");
  });
});
