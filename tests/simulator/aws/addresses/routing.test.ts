import assert from "node:assert/strict";
import { findRoute, isRouteKey } from "../../../../kit/simulator/services/aws/apigatewayv2/routing.ts";

/** The table of AWS's own page: https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html */
describe("aws: routes of an HTTP API", () => {
  const routes = ["GET /pets/dog/1", "GET /pets/dog/{id}", "GET /pets/{proxy+}", "ANY /{proxy+}", "$default"];
  const table: readonly (readonly [string, string, string])[] = [
    ["GET", "/pets/dog/1", "GET /pets/dog/1"],
    ["GET", "/pets/dog/2", "GET /pets/dog/{id}"],
    ["GET", "/pets/cat/1", "GET /pets/{proxy+}"],
    ["POST", "/test/5", "ANY /{proxy+}"],
  ];
  for (const [method, path, expected] of table) {
    it(`selects ${expected} for ${method} ${path}`, () => {
      assert.equal(findRoute(routes, method, path)?.routeKey, expected);
    });
  }

  it("takes $default for what nothing else fits", () => {
    assert.equal(findRoute(["GET /pets", "$default"], "POST", "/pets")?.routeKey, "$default");
    assert.equal(findRoute(["GET /pets"], "POST", "/pets"), undefined);
  });

  it("prefers the request's method to ANY", () => {
    assert.equal(findRoute(["ANY /pets", "GET /pets"], "GET", "/pets")?.routeKey, "GET /pets");
  });

  it("reads path variables", () => {
    const match = findRoute(["GET /pets/{kind}/{proxy+}"], "GET", "/pets/dog/a/b");

    assert.deepEqual(match?.pathParameters, { kind: "dog", proxy: "a/b" });
  });

  it("matches a greedy variable only where something is left for it", () => {
    assert.equal(findRoute(["ANY /{proxy+}"], "GET", "/"), undefined);
  });

  it("knows what is a route key", () => {
    for (const key of ["$default", "GET /", "ANY /{proxy+}", "POST /a/{b}/c"]) assert.ok(isRouteKey(key), key);
    for (const key of ["GET", "get /", "GET pets", "GET /a{b}", "GET /{proxy+}/a", "FETCH /"]) {
      assert.ok(!isRouteKey(key), key);
    }
  });
});
