import assert from "node:assert/strict";
import { parseRoutes } from "fourfold";
import { serve } from "../../kit/runtime/router.ts";

const router = serve(parseRoutes({ "/admin/*": "admin", "/users/:id": "users" }, "Set"));

/** Asks the router, and tells what reached which Worker. */
async function ask(url: string, init: RequestInit = {}) {
  const seen: (readonly [string, Request])[] = [];
  const answer = new Response("made by a Worker", { status: 201 });
  const binding = (name: string) => ({
    fetch: async (request: Request) => {
      seen.push([name, request]);
      return answer;
    },
  });
  const request = new Request(url, init);
  const response = await router.fetch(request, { admin: binding("admin"), users: binding("users") });
  return { request, response, answer, seen };
}

describe("the router before several Workers", () => {
  it("hands on the request itself, and the response itself", async () => {
    const { request, response, answer, seen } = await ask("https://shop.example/admin/x?y=1", {
      method: "POST",
      body: "z",
    });

    assert.deepEqual(
      seen.map(([name]) => name),
      ["admin"],
    );
    assert.equal(seen[0]?.[1], request);
    assert.equal(response, answer);
  });

  it("finds the Worker by the path alone", async () => {
    const names = ["/admin", "/admin?x", "/users/42", "/users/42?a/b", "/users/a%2Fb"].map(async (path) => {
      const { seen } = await ask(`https://shop.example${path}`);
      return seen.map(([name]) => name).join();
    });

    assert.deepEqual(await Promise.all(names), ["admin", "admin", "users", "users", "users"]);
  });

  it("answers what no route leads to as every failure is answered", async () => {
    const { response, seen } = await ask("https://shop.example/adminx", { headers: { "cf-ray": "0123-SIM" } });

    assert.deepEqual(seen, []);
    assert.equal(response.status, 404);
    assert.equal(response.headers.get("content-type"), "application/problem+json");
    assert.equal(response.headers.get("x-request-id"), "0123-SIM");
    assert.equal(response.headers.get("cache-control"), "no-store");
    assert.deepEqual(await response.json(), {
      type: "about:blank",
      title: "Not Found",
      status: 404,
      code: "not_found",
      detail: "No route leads to this path.",
      requestId: "0123-SIM",
    });
  });

  it("takes the caller's request id, and makes one where there is none", async () => {
    const own = await ask("https://shop.example/", { headers: { "x-request-id": "mine", "cf-ray": "0123-SIM" } });
    const none = await ask("https://shop.example/");

    assert.equal(own.response.headers.get("x-request-id"), "mine");
    assert.match(none.response.headers.get("x-request-id") ?? "", /^[\da-f-]{36}$/);
  });

  it("leads to no Worker that it is not bound to", async () => {
    assert.equal((await router.fetch(new Request("https://shop.example/admin"), {})).status, 404);
  });
});
