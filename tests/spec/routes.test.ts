import assert from "node:assert/strict";
import { type AskedRoutes, findPattern, parseRoutes, pathTo, settleRoutes } from "fourfold";
import { refuses } from "../support/refuses.ts";

const where = 'Set "shop"';

type Routes = Readonly<Record<string, string>>;

/** The function that a path leads to, in either order of the routes. */
function answering(routes: Routes, path: string): string | undefined {
  const backwards = Object.fromEntries(Object.entries(routes).toReversed());
  const [found, again] = [routes, backwards].map((each) => findPattern(parseRoutes(each, where), path)?.target);
  assert.equal(again, found, "the order of the routes decides");
  return found;
}

describe("a route", () => {
  const cases: readonly (readonly [route: string, path: string, fits: boolean])[] = [
    ["/*", "/", true],
    ["/*", "/a/b/", true],
    ["/", "/", true],
    ["/", "/a", false],
    ["/files", "/files", true],
    ["/files", "/files/", false],
    ["/files", "/files/x", false],
    ["/files", "/Files", false],
    ["/admin/*", "/admin", true],
    ["/admin/*", "/admin/", true],
    ["/admin/*", "/admin/x/y", true],
    ["/admin/*", "/adminx", false],
    ["/admin/*", "/", false],
    ["/users/:id", "/users/42", true],
    ["/users/:id", "/users/4%2F2", true],
    ["/users/:id", "/users/%zz", true],
    ["/users/:id", "/users", false],
    ["/users/:id", "/users/", false],
    ["/users/:id", "/users/42/", false],
    ["/users/:id", "/users/42/orders", false],
    ["/users/:id/*", "/users/42", true],
    ["/users/:id/*", "/users/42/", true],
    ["/users/:id/*", "/users//orders", false],
    ["/:id", "/", false],
    // RFC 3986 §6.2.2.2: an encoded letter is that letter. §2.2: an encoded slash is not a slash.
    ["/admin/*", "/%61dmin/x", true],
    ["/admin/*", "/admin%2Fx", false],
    ["/admin/*", "/%zz", false],
    ["/~a.b_c-d", "/~a.b_c-d", true],
  ];
  for (const [route, path, fits] of cases) {
    it(`${route} ${fits ? "has" : "does not have"} ${path}`, () => {
      assert.equal(answering({ [route]: "api" }, path), fits ? "api" : undefined);
    });
  }

  const wrong: Readonly<Record<string, RegExp>> = {
    "": /does not begin with a slash\. Write "\/"/,
    "admin/*": /the route "admin\/\*" does not begin with a slash\. Write "\/admin\/\*"/,
    "/x/":
      /the route "\/x\/" ends with a slash, .* Write "\/x" for this path, or "\/x\/\*" for it and everything below/,
    "/a//b": /has an empty segment/,
    "//": /has an empty segment/,
    "/a/*/b": /has a \* that is not its last segment/,
    "/a*": /has a \* that is not its last segment/,
    "/*.jpg": /has a \* that is not its last segment/,
    "/a/../b": /without \. and \.\./,
    "/a?b": /is not a usable route/,
    "/caf%C3%A9": /is not a usable route/,
    "/a b": /is not a usable route/,
    "/:": /is not a usable route/,
    "/:1": /is not a usable route/,
    "/a/x:id": /is not a usable route/,
    "/:id/:id": /has two parameters of one name/,
    "/:proxy/*": /has a parameter with the name that AWS gives/,
  };
  for (const [route, message] of Object.entries(wrong)) {
    it(`cannot be ${JSON.stringify(route)}`, () => {
      refuses("ERR_SPEC", message, () => parseRoutes({ [route]: "api" }, where));
    });
  }
});

describe("the most specific route wins", () => {
  const routes = {
    "/*": "everything",
    "/users/*": "users",
    "/users/:id": "user",
    "/users/me": "me",
    "/users/:id/orders": "orders",
    "/users/:id/orders/*": "order",
    "/users/me/*": "mine",
    "/users/me/orders": "myOrders",
    "/users/me/orders/*": "myOrder",
  };
  const cases: Routes = {
    "/": "everything",
    "/usersx": "everything",
    "/users": "users",
    "/users/": "users",
    "/users/42": "user",
    "/users/me": "me",
    "/users/me/": "mine",
    "/users/42/": "users",
    "/users/42/orders": "orders",
    "/users/42/orders/": "order",
    "/users/42/orders/7": "order",
    "/users/me/orders": "myOrders",
    "/users/me/orders/7": "myOrder",
    "/users/me/address": "mine",
    "/users/42/address": "users",
  };
  for (const [path, target] of Object.entries(cases)) {
    it(`${path} leads to ${target}`, () => assert.equal(answering(routes, path), target));
  }

  it("and a path beside all below it keeps to itself", () => {
    const both = { "/admin": "page", "/admin/*": "rest" };

    assert.equal(answering(both, "/admin"), "page");
    assert.equal(answering(both, "/admin/"), "rest");
    assert.equal(answering(both, "/admin/x"), "rest");
  });

  it("and the list is the same, whatever the order of the routes", () => {
    const backwards = Object.fromEntries(Object.entries(routes).toReversed());

    assert.deepEqual(parseRoutes(backwards, where), parseRoutes(routes, where));
  });
});

describe("routes are refused", () => {
  const cases: Readonly<Record<string, readonly [Routes, RegExp]>> = {
    "that differ in the names of parameters only": [
      { "/a/:id": "a", "/a/:name": "a" },
      /the routes "\/a\/:id" and "\/a\/:name" are one.* Remove one/,
    ],
    "that differ so in all below them": [{ "/:a/*": "a", "/:b/*": "b" }, /"\/:a\/\*" and "\/:b\/\*" are one/],
    "of which neither is more specific": [
      { "/a/:x": "a", "/:y/b": "b" },
      /the routes "\/a\/:x" and "\/:y\/b" both lead to "\/a\/b", and neither is more specific\. Add a route for "\/a\/b"/,
    ],
    "of which neither is, and one has all below it": [
      { "/users/:id/orders": "orders", "/users/me/*": "me" },
      /both lead to "\/users\/me\/orders"/,
    ],
    "of which neither is, and both have": [{ "/a/:x/*": "a", "/:y/b/*": "b" }, /both lead to "\/a\/b"/],
    "of which one is longer, and the other plainer": [{ "/a/*": "a", "/:x/b/*": "b" }, /both lead to "\/a\/b"/],
  };
  for (const [title, [routes, message]] of Object.entries(cases)) {
    it(title, () => {
      refuses("ERR_SPEC", message, () => parseRoutes(routes, where));
    });
  }

  it("only where different functions would answer, and nothing says which", () => {
    parseRoutes({ "/a/:x": "a", "/:y/b": "a" }, where);
    assert.equal(answering({ "/a/:x": "a", "/:y/b": "b", "/a/b": "b" }, "/a/b"), "b");
    // What matches nothing is in nobody's way.
    parseRoutes({ "/": "a", "/:x": "b", "/a/:x": "a", "/b/:x/*": "b" }, where);
  });
});

describe("the functions of a set", () => {
  const asked = (more: Partial<AskedRoutes>): AskedRoutes => ({
    routes: {},
    functions: ["site", "admin"],
    ownAddresses: false,
    ...more,
  });
  const routes = { "/*": "site", "/admin/*": "admin" };

  for (const cloud of ["aws", "cloudflare"] as const) {
    it(`need routes on ${cloud}, where they have one address`, () => {
      refuses("ERR_SPEC", /it has 2 HTTP functions and no routes\. Add `routes`: `\{ "\/\*": "site" \}`/, () =>
        settleRoutes(asked({}), cloud, where),
      );
      refuses("ERR_UNSUPPORTED", /functions on \w+ have one address in common.*Leave out `ownAddresses`/, () =>
        settleRoutes(asked({ routes, ownAddresses: true }), cloud, where),
      );
      assert.deepEqual(settleRoutes(asked({ routes }), cloud, where).routed, ["site", "admin"]);
    });
  }

  for (const cloud of ["gcp", "azure"] as const) {
    it(`answer every path on ${cloud}, where each has an address of its own`, () => {
      const { patterns, routed, unrouted } = settleRoutes(asked({}), cloud, where);

      assert.deepEqual(
        patterns.map(({ route, target }) => [route, target]),
        [
          ["/*", "site"],
          ["/*", "admin"],
        ],
      );
      assert.deepEqual([routed, unrouted], [["site", "admin"], []]);
    });

    it(`cannot have routes that need one address on ${cloud}, unless that is said to be meant`, () => {
      const message = new RegExp(
        `not possible on ${cloud}: every function.* pass \`${cloud}: \\{ ownAddresses: true \\}\``,
      );
      refuses("ERR_UNSUPPORTED", message, () => settleRoutes(asked({ routes }), cloud, where));

      const { patterns } = settleRoutes(asked({ routes, ownAddresses: true }), cloud, where);
      assert.deepEqual([pathTo("site", patterns), pathTo("admin", patterns)], ["", "/admin"]);
    });

    it(`may all have routes of one of them on ${cloud}`, () => {
      const { routed, unrouted } = settleRoutes(asked({ routes: { "/a": "site", "/b": "site" } }), cloud, where);

      assert.deepEqual([routed, unrouted], [["site"], ["admin"]]);
    });
  }

  it("are named by routes, or are none", () => {
    refuses(
      "ERR_SPEC",
      /the route "\/\*" names "wbe", which is not one of its HTTP functions\. Name one of site, admin/,
      () => settleRoutes(asked({ routes: { "/*": "wbe" } }), "aws", where),
    );
  });
});

describe("the path to a function", () => {
  const cases: readonly (readonly [Routes, string])[] = [
    [{ "/*": "api" }, ""],
    [{ "/": "api" }, "/"],
    [{ "/admin/*": "api" }, "/admin"],
    [{ "/a/b": "api", "/c": "api", "/long-one": "api" }, "/c"],
    // Of a route with parameters, what comes before them; and only where there is no other.
    [{ "/users/:id": "api" }, "/users"],
    [{ "/:id": "api" }, ""],
    [{ "/:id": "api", "/a/very/long/path": "api" }, "/a/very/long/path"],
  ];
  for (const [routes, path] of cases) {
    it(`is ${JSON.stringify(path)} for ${Object.keys(routes).join(", ")}`, () => {
      assert.equal(pathTo("api", parseRoutes({ ...routes, "/elsewhere": "other" }, where)), path);
    });
  }
});
