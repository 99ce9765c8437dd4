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

  // "API Gateway sends all requests to your API to this route", and the tutorial then calls the API's root:
  // https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-private-integration.html
  it("matches a greedy variable where what is left is empty, and not where nothing is", () => {
    assert.equal(findRoute(["ANY /{proxy+}"], "GET", "/")?.routeKey, "ANY /{proxy+}");
    assert.equal(findRoute(["ANY /pets/{proxy+}"], "GET", "/pets/")?.routeKey, "ANY /pets/{proxy+}");
    assert.equal(findRoute(["ANY /pets/{proxy+}"], "GET", "/pets"), undefined);
  });

  // As Powertools for AWS found on a real API: https://github.com/aws-powertools/powertools-lambda-python/pull/1609
  it("tells a path with a slash at its end from one without", () => {
    assert.equal(findRoute(["ANY /pets"], "GET", "/pets/"), undefined);
    assert.equal(findRoute(["ANY /pets/{id}"], "GET", "/pets/"), undefined);
  });

  it("prefers a whole path to a greedy variable, wherever its own variables are", () => {
    const keys = ["ANY /pets/dog/{proxy+}", "ANY /pets/{kind}/toys"];

    assert.equal(findRoute(keys, "GET", "/pets/dog/toys")?.routeKey, "ANY /pets/{kind}/toys");
  });

  it("prefers the longer of two paths that end in a greedy variable", () => {
    const keys = ["ANY /{proxy+}", "ANY /pets/{proxy+}", "ANY /pets/{kind}/{proxy+}", "ANY /pets/dog/{proxy+}"];

    assert.equal(findRoute(keys, "GET", "/pets/dog/toys")?.routeKey, "ANY /pets/dog/{proxy+}");
    assert.equal(findRoute(keys, "GET", "/pets/cat/toys")?.routeKey, "ANY /pets/{kind}/{proxy+}");
    assert.equal(findRoute(keys, "GET", "/pets/cat")?.routeKey, "ANY /pets/{proxy+}");
  });

  it("knows what is a route key", () => {
    for (const key of ["$default", "GET /", "ANY /{proxy+}", "POST /a/{b}/c"]) assert.ok(isRouteKey(key), key);
    for (const key of ["GET", "get /", "GET pets", "GET /a{b}", "GET /{proxy+}/a", "FETCH /"]) {
      assert.ok(!isRouteKey(key), key);
    }
  });
});
