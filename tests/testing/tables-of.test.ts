import assert from "node:assert/strict";
import { functionSet, param, table, type } from "fourfold";
import { http } from "fourfold/runtime";
import { requestTo, tablesOf } from "fourfold/testing";

interface User {
  readonly id: string;
  readonly email: string;
}

const set = functionSet("shop", {
  root: import.meta.url,
  resources: {
    users: table(type<User>(), { key: "id", indexes: { byEmail: "email" }, counters: ["visits"] }),
    flags: param<{ beta: boolean }>(),
  },
  functions: { api: { handler: "./api.ts", http: true, links: { users: ["read"] } } },
});

const api = http(set, "api", ({ users }) => ({
  async fetch(request) {
    const id = new URL(request.url).pathname.slice(1);
    const user = await users.get({ id });
    return user === undefined ? new Response("nobody", { status: 404 }) : Response.json(user.value);
  },
}));

describe("the tables of a set in a test", () => {
  it("are handed to a handler, with what the test has put into them", async () => {
    const { users } = tablesOf(set);
    await users.put({ id: "1", email: "ann@example.com" });
    const request = requestTo(api, { links: { users } });

    assert.deepEqual(await (await request("/1")).json(), { id: "1", email: "ann@example.com" });
    assert.equal((await request("/2")).status, 404);
  });

  it("are new ones each time, and only tables", async () => {
    const first = tablesOf(set);
    await first.users.put({ id: "1", email: "ann@example.com" });
    await first.users.increment({ id: "1" }, "visits");

    assert.deepEqual(Object.keys(first), ["users"]);
    assert.equal(await tablesOf(set).users.get({ id: "1" }), undefined);
    assert.equal((await first.users.queryIndex("byEmail", { email: "ann@example.com" })).items.length, 1);
  });

  it("keep what was put, whatever becomes of the object", async () => {
    const { users } = tablesOf(set);
    const user = { id: "1", email: "ann@example.com" };
    await users.put(user);
    user.email = "bob@example.com";
    const read = await users.get({ id: "1" });
    Object.assign(read?.value ?? {}, { email: "cid@example.com" });

    assert.equal((await users.get({ id: "1" }))?.value.email, "ann@example.com");
  });
});
