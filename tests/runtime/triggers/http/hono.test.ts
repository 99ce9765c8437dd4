import assert from "node:assert/strict";
import { type HttpContext, HttpError, withProblems } from "fourfold/runtime";
import { Hono } from "hono";
import { HTTPException } from "hono/http-exception";
import { createContext, problemOf } from "./support.ts";

function ask(app: Hono<{ Bindings: HttpContext }>, path: string, method = "GET") {
  const { context, lines } = createContext();
  const answer = async () => withProblems(app).fetch(new Request(`https://a.example${path}`, { method }), context);
  return { answer, lines };
}

const create = () => {
  const app = new Hono<{ Bindings: HttpContext }>();
  app.use(async (c, next) => {
    await next();
    c.header("x-after", "1");
  });
  app.get("/items/:id", (c) => (c.req.param("id") === "1" ? c.text("one") : c.notFound()));
  app.delete("/items/:id", (c) => c.body(null, 204));
  app.post("/items", (c) => c.text("made"));
  return app;
};

describe("a Hono app with problems", () => {
  it("answers what it knows as before", async () => {
    const response = await ask(create(), "/items/1").answer();

    assert.deepEqual([response.status, await response.text()], [200, "one"]);
  });

  it("answers 404 to unknown paths", async () => {
    const response = await ask(create(), "/nothing").answer();

    assert.equal(response.headers.get("content-type"), "application/problem+json");
    assert.partialDeepStrictEqual(await problemOf(response), { status: 404, code: "not_found", requestId: "r-1" });
  });

  it("answers 405 to unknown methods of a known path, with those that there are", async () => {
    const response = await ask(create(), "/items/1", "PUT").answer();

    assert.deepEqual([response.status, response.headers.get("allow")], [405, "GET, HEAD, DELETE"]);
    assert.equal((await ask(create(), "/items", "HEAD").answer()).headers.get("allow"), "POST");
  });

  it("answers 404, not 405, where a route itself found nothing", async () => {
    assert.equal((await ask(create(), "/items/2").answer()).status, 404);
  });

  it("answers errors that were thrown for the client", async () => {
    const app = create().get("/sold", () => {
      throw new HttpError(409, { code: "sold_out" });
    });

    assert.partialDeepStrictEqual(await problemOf(await ask(app, "/sold").answer()), { status: 409, code: "sold_out" });
  });

  it("answers other errors with 500, and logs them", async () => {
    const error = new Error("secret");
    const { answer, lines } = ask(
      create().get("/fail", () => {
        throw error;
      }),
      "/fail",
    );

    const response = await answer();

    assert.equal(response.status, 500);
    assert.doesNotMatch(await response.text(), /secret/);
    assert.equal(lines[0]?.fields?.error, error);
  });

  it("answers Hono's own exceptions in the one shape, or with the response that they bring", async () => {
    const app = create()
      .get("/denied", () => {
        throw new HTTPException(403, { message: "Not you." });
      })
      .get("/own", () => {
        throw new HTTPException(401, { res: new Response("mine", { status: 401 }) });
      });

    assert.partialDeepStrictEqual(await problemOf(await ask(app, "/denied").answer()), {
      status: 403,
      detail: "Not you.",
    });
    assert.equal(await (await ask(app, "/own").answer()).text(), "mine");
  });

  it("lets middleware finish its work on problems", async () => {
    for (const path of ["/nothing", "/fail"]) {
      const app = create().get("/fail", () => {
        throw new Error();
      });

      assert.equal((await ask(app, path).answer()).headers.get("x-after"), "1");
    }
  });

  it("passes Hono's exceptions on in a form that whoever calls it can answer", async () => {
    const app = create().get("/denied", () => {
      throw new HTTPException(403, { message: "Not you." });
    });

    await assert.rejects(async () => withProblems(app).fetch(new Request("https://a.example/denied")), {
      name: "HttpError",
      status: 403,
    });
  });

  it("passes errors on where the run time is not around it, as in a test of the app alone", async () => {
    const app = withProblems(
      create().get("/fail", () => {
        throw new Error("mine");
      }),
    );

    await assert.rejects(async () => app.request("/fail"), /mine/);
  });
});
