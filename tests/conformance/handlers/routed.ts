import { HttpError, readJson, readQuery, withProblems } from "fourfold/runtime";
import { Hono } from "hono";
import * as v from "valibot";

const Order = v.strictObject({
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(20)),
  items: v.pipe(v.array(v.object({ quantity: v.pipe(v.number(), v.integer()) })), v.minLength(1)),
});

const Search = v.object({ tag: v.array(v.string()), page: v.optional(v.pipe(v.string(), v.digits())) });

/** The part of the app that a router answers: everything that no other part does. */
export function createRouted(): Hono {
  const app = new Hono()
    .get("/", (c) => c.text("the root"))
    .get("/items/:id", (c) => c.json({ id: c.req.param("id") }))
    .put("/items/:id", (c) => c.json({ id: c.req.param("id"), put: true }))
    .get("/items/:id/parts/:part", (c) => c.json(c.req.param()))
    .post("/orders", async (c) => c.json(await readJson(c.req.raw, Order), 201))
    .get("/search", async (c) => c.json(await readQuery(c.req.raw, Search)))
    .get("/gone", () => {
      throw new HttpError(410, { code: "sold_out", detail: "It is sold out.", headers: { "x-why": "sold" } });
    });
  return withProblems(app);
}
