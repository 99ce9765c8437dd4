import assert from "node:assert/strict";
import * as v from "valibot";
import type { Check } from "./check.ts";
import { authorization, bodyOf, login, send, somebody } from "./support.ts";

const Profile = v.object({ email: v.string(), name: v.string(), scopes: v.array(v.string()) });
const Failure = v.object({ code: v.string() });

/** Users, from registration to deletion. */
export const userChecks: readonly Check[] = [
  {
    name: "registers somebody once, lets them in with the password, and forgets them",
    async check(request) {
      const user = somebody();
      const registered = await bodyOf(await request("/users", send("POST", user)), 201, Profile);
      assert.deepEqual(registered, { email: user.email, name: "Somebody", scopes: ["customer"] });
      const again = { ...user, email: user.email.toUpperCase() };
      assert.equal((await bodyOf(await request("/users", send("POST", again)), 409, Failure)).code, "email_taken");
      const wrong = { email: user.email, password: "another-password" };
      assert.equal((await bodyOf(await request("/sessions", send("POST", wrong)), 401, Failure)).code, "wrong_login");

      const token = await login(request, user);
      const headers = authorization(token);
      const changed = await request("/users/me", send("PATCH", { name: "Someone" }, token));
      assert.equal((await bodyOf(changed, 200, Profile)).name, "Someone");
      assert.equal((await bodyOf(await request("/users/me", { headers }), 200, Profile)).name, "Someone");
      assert.equal((await request("/users/me", { method: "DELETE", headers })).status, 204);
      await bodyOf(await request("/users/me", { headers }), 401, Failure);
      await bodyOf(await request("/sessions", send("POST", { ...wrong, password: user.password })), 401, Failure);
    },
  },
  {
    name: "says who may not, and why",
    as: "customer",
    async check(request, token) {
      const challenges = async (headers: Record<string, string>) => {
        const response = await request("/users", { headers });
        await response.body?.cancel();
        return [response.status, response.headers.get("www-authenticate")];
      };
      assert.deepEqual(await challenges({}), [401, 'Bearer realm="shop"']);
      assert.deepEqual(await challenges(authorization(token)), [
        403,
        'Bearer realm="shop", error="insufficient_scope", scope="staff"',
      ]);
      const [status, challenge] = await challenges(authorization(`${token}x`));
      assert.equal(status, 401);
      assert.match(String(challenge), /error="invalid_token"/);
    },
  },
];
