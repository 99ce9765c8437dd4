import assert from "node:assert/strict";
import { TableError } from "fourfold/runtime";
import { Users } from "../../functions/data/users.ts";
import type { User } from "../../functions/model/users/user.ts";
import { as, codeOf, enter, openShop, send } from "./open-shop.ts";

const ann = { email: "ann@shop.example", name: "Ann", password: "correct horse" };
const login = { email: ann.email, password: ann.password };

describe("registering", () => {
  it("answers the profile, without the password, and lets nobody see it in the table", async () => {
    const { ask, tables } = openShop();

    const response = await ask("/users", send("POST", { ...ann, email: " Ann@Shop.Example " }));

    const { id, registeredAt, ...profile } = Object(await response.json());
    assert.deepEqual([response.status, response.headers.get("location")], [201, "/users/me"]);
    assert.deepEqual(profile, { email: ann.email, name: "Ann", scopes: ["customer"] });
    const kept = (await tables.users.get({ id }))?.value ?? assert.fail();
    assert.match(kept.password, /^scrypt\$/);
    assert.deepEqual([kept.registeredAt, kept.expires, kept.listing], [registeredAt, undefined, "users"]);
    assert.deepEqual((await tables.emails.get({ email: ann.email }))?.value, { email: ann.email, user: id });
  });

  it("gives one email address to one of many who want it at once, and leaves nothing of the others", async () => {
    const { request, tables } = openShop();
    const wishes = ["ann@shop.example", "Ann@shop.example", "ANN@SHOP.EXAMPLE", "ann@shop.example "];

    const responses = await Promise.all(wishes.map((email) => request("/users", send("POST", { ...ann, email }))));

    const statuses = responses.map(({ status }) => status).toSorted();
    assert.deepEqual(statuses, [201, 409, 409, 409]);
    assert.equal((await tables.users.queryIndex("all", { listing: "users" })).items.length, 1);
  });

  for (const [what, step] of [
    ["the user is written", (tables: ReturnType<typeof openShop>["tables"]) => ({ users: failing(tables.users) })],
    [
      "the address is confirmed",
      (tables: ReturnType<typeof openShop>["tables"]) => ({ emails: failing(tables.emails, 2) }),
    ],
  ] as const) {
    it(`that fails before ${what} leaves the address free, and no user in the list`, async () => {
      const { tables } = openShop();
      const users = new Users({ ...tables, ...step(tables) });

      await assert.rejects(users.register(ann, ["customer"]), /power/);

      assert.deepEqual((await new Users(tables).page({ limit: 10 })).items, []);
      assert.equal(await new Users(tables).login(login), undefined);
      assert.ok(await new Users(tables).register(ann, ["customer"]));
    });
  }

  it("that ends half-way with the function leaves a claim that expires, and is nobody's until then", async () => {
    const { tables } = openShop();
    const now = Math.floor(Date.now() / 1_000);
    const users = new Users(tables);

    await tables.emails.put({ email: ann.email, user: "gone", expires: now + 60 });
    assert.equal(await users.register(ann, ["customer"]), undefined);
    await tables.emails.put({ email: ann.email, user: "gone", expires: now - 1 });

    assert.ok(await users.register(ann, ["customer"]));
  });

  it("that ends before the user is confirmed is completed when the user comes back", async () => {
    const { tables } = openShop();
    const users = new Users(tables);
    const { id } = (await users.register(ann, ["customer"])) ?? assert.fail();
    const expires = Math.floor(Date.now() / 1_000) + 60;
    await tables.users.update({ id }, ({ listing: _, ...user }) => ({ ...user, expires }));

    assert.equal(await users.get(id), undefined);
    assert.equal((await users.login(login))?.id, id);

    assert.equal((await users.get(id))?.expires, undefined);
  });

  it("that ends with the function has left a user who expires, whom nobody can be meanwhile", async () => {
    const { tables } = openShop();
    const gone = () => Promise.reject(new Error("The power is gone."));
    let kept: User | undefined;
    const put: typeof tables.users.put = (user, options) => {
      kept = user;
      return tables.users.put(user, options);
    };
    const emails = { ...failing(tables.emails, 2), delete: gone };

    await assert.rejects(new Users({ users: { ...tables.users, put }, emails }).register(ann, ["customer"]));

    assert.ok(Math.abs((kept?.expires ?? 0) - Date.now() / 1_000 - 600) < 60);
    assert.equal(await new Users(tables).login(login), undefined);
    assert.equal(await new Users(tables).get(kept?.id ?? ""), undefined);
  });

  it("is done once where each call comes twice, and the second answer is the one that is heard", async () => {
    const { tables } = openShop();
    const put: typeof tables.emails.put = async (item, options) => {
      await tables.emails.put(item, options);
      return options?.ifAbsent ? tables.emails.put(item, options) : { version: "" };
    };

    assert.ok(await new Users({ ...tables, emails: { ...tables.emails, put } }).register(ann, ["customer"]));
  });

  for (const [what, isWritten] of [
    ["written", true],
    ["not written", false],
  ] as const) {
    it(`goes on where the answer to the claim is lost, and it was ${what}: it works, or can be tried again at once`, async () => {
      const { tables } = openShop();
      let calls = 0;
      const put: typeof tables.emails.put = async (item, options) => {
        calls += 1;
        if (calls > 1) return tables.emails.put(item, options);
        if (isWritten) await tables.emails.put(item, options);
        throw new TableError("Unavailable", "The database did not answer.", { applied: "unknown" });
      };
      const users = new Users({ ...tables, emails: { ...tables.emails, put } });

      const first = users.register(ann, ["customer"]);

      if (isWritten) assert.ok(await first);
      else await assert.rejects(first, { code: "Unavailable" });
      assert.equal((await users.register(ann, ["customer"])) === undefined, isWritten);
    });
  }

  it("takes over an address whose user was deleted half-way, once", async () => {
    const { tables } = openShop();
    const users = new Users(tables);
    await tables.emails.put({ email: ann.email, user: "gone" });

    const registered = await Promise.all([users.register(ann, ["customer"]), users.register(ann, ["customer"])]);

    assert.equal(registered.filter((user) => user !== undefined).length, 1);
  });

  for (const [what, change] of Object.entries({
    "a short password": { password: "short" },
    "a password of 129 letters": { password: "x".repeat(129) },
    "an address that is none": { email: "ann" },
    "an empty name": { name: "  " },
    "a scope": { scopes: ["staff"] },
  })) {
    it(`is refused with ${what}`, async () => {
      assert.equal((await openShop().ask("/users", send("POST", { ...ann, ...change }))).status, 400);
    });
  }

  it("makes nobody staff who does not know the invitation, and registers nobody then", async () => {
    const { ask, tables } = openShop();

    for (const invitation of ["", "for-the-staff", "for-the-staff-of-simulated-shops "]) {
      const response = await ask("/users", send("POST", { ...ann, invitation }));
      assert.deepEqual([response.status, await codeOf(response)], [403, "not_invited"]);
    }
    assert.equal(await tables.emails.get({ email: ann.email }), undefined);
  });
});

describe("logging in", () => {
  it("answers the same whether the address or the password is wrong", async () => {
    const { ask } = openShop();
    await ask("/users", send("POST", ann));

    const answers = [
      { ...login, password: "wrong horse" },
      { ...login, email: "eve@shop.example" },
    ].map(async (wrong) => {
      const response = await ask("/sessions", send("POST", wrong));
      const { requestId: _, ...body } = Object(await response.json());
      return [response.status, response.headers.get("www-authenticate"), body];
    });

    const [wrongPassword, nobody] = await Promise.all(answers);
    assert.deepEqual(wrongPassword, nobody);
    assert.deepEqual(nobody?.slice(0, 2), [401, 'Bearer realm="shop"']);
  });

  it("gives a token for an hour, with what the user may do", async () => {
    const { ask } = openShop();
    await ask("/users", send("POST", { ...ann, invitation: "for-the-staff-of-simulated-shops" }));

    const session = Object(await (await ask("/sessions", send("POST", login))).json());

    const { token, ...about } = session;
    assert.deepEqual(about, { tokenType: "Bearer", expiresIn: 3_600 });

    const { sub, scope, aud, iat, exp } = JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());
    assert.match(sub, /^[0-9A-Z]{26}$/);
    assert.deepEqual([scope, aud, exp - iat], ["customer staff", "shop", 3_600]);
  });

  it("writes neither passwords nor tokens nor addresses into the log", async () => {
    const { ask, lines } = openShop();
    await ask("/users", send("POST", ann));
    const { token } = Object(await (await ask("/sessions", send("POST", login))).json());
    await ask("/users/me", as(token));

    assert.ok(lines.length >= 3);
    for (const secret of [ann.password, token, ann.email]) assert.ok(!lines.join("").includes(secret));
  });
});

describe("a profile", () => {
  it("gets another password for the current one alone", async () => {
    const { ask } = openShop();
    await ask("/users", send("POST", ann));
    const { token } = Object(await (await ask("/sessions", send("POST", login))).json());
    const change = (current: string) => send("PATCH", { password: { current, new: "battery staple" } }, token);

    const denied = await ask("/users/me", change("wrong horse"));
    assert.deepEqual([denied.status, await codeOf(denied)], [403, "wrong_password"]);
    assert.equal((await ask("/users/me", change(ann.password))).status, 200);

    assert.equal((await ask("/sessions", send("POST", login))).status, 401);
    assert.equal((await ask("/sessions", send("POST", { ...login, password: "battery staple" }))).status, 201);
  });

  it("is not changed by nothing, or in what a user may not say", async () => {
    const { ask, tables } = openShop();
    const token = await enter({ tables });

    for (const change of [{}, { scopes: ["staff"] }, { email: "eve@shop.example" }, { name: "" }]) {
      assert.equal((await ask("/users/me", send("PATCH", change, token))).status, 400);
    }
  });

  it("that is deleted frees the address, and ends all tokens at once", async () => {
    const { ask, tables } = openShop();
    await ask("/users", send("POST", ann));
    const { token } = Object(await (await ask("/sessions", send("POST", login))).json());

    assert.equal((await ask("/users/me", as(token, { method: "DELETE" }))).status, 204);

    const after = await ask("/users/me", as(token));
    assert.equal(after.status, 401);
    assert.match(after.headers.get("www-authenticate") ?? "", /^Bearer realm="shop", error="invalid_token"/);
    assert.equal(await tables.emails.get({ email: ann.email }), undefined);
    assert.equal((await ask("/users", send("POST", ann))).status, 201);
  });
});

describe("the list of users", () => {
  it("is the staff's, page by page, in the order of registration", async () => {
    const { ask, tables } = openShop();
    const staff = await enter({ tables }, "staff");
    for (const name of ["a", "b"]) await ask("/users", send("POST", { ...ann, email: `${name}@shop.example` }));

    const first = Object(await (await ask("/users?limit=2", as(staff))).json());
    const second = Object(await (await ask(`/users?limit=2&cursor=${first.next}`, as(staff))).json());

    const all = [...first.items, ...second.items];
    assert.deepEqual(
      all.slice(1).map(({ email }) => email),
      ["a@shop.example", "b@shop.example"],
    );
    assert.equal(second.next, undefined);
    assert.doesNotMatch(JSON.stringify(all), /scrypt|listing/);
    const { id } = all[1];
    assert.equal((await ask(`/users/${id}`, as(staff))).status, 200);
    assert.equal((await ask(`/users/${id}`, as(staff, { method: "DELETE" }))).status, 204);
    assert.equal((await ask(`/users/${id}`, as(staff))).status, 404);
  });
});

/** A table that fails at a `put`, once. */
function failing<T extends { readonly put: (...all: never[]) => Promise<unknown> }>(table: T, at = 1): T {
  let left = at;
  const put = (...all: Parameters<T["put"]>) => {
    left -= 1;
    return left === 0 ? Promise.reject(new Error("The power is gone.")) : Reflect.apply(table.put, table, all);
  };
  return { ...table, put };
}
