import { HttpError, readJson, type TokenSecret } from "fourfold/runtime";
import { Hono } from "hono";
import type { Users } from "../data/users.ts";
import { Login } from "../model/users/user.ts";
import { challenge, issueToken, tokenLife } from "./guard.ts";

/** `POST /sessions`: a token for an email address and a password. Whether it is the one or the other that is wrong is not said. */
export function sessionRoutes(users: Users, signing: TokenSecret): Hono {
  return new Hono().post("/", async (c) => {
    const user = await users.login(await readJson(c.req.raw, Login));
    if (user === undefined) {
      const detail = "Nobody has this email address and this password.";
      throw new HttpError(401, { code: "wrong_login", detail, headers: { "www-authenticate": challenge } });
    }
    const token = await issueToken(signing, user);
    return c.json({ token, tokenType: "Bearer", expiresIn: tokenLife }, 201, { "cache-control": "no-store" });
  });
}
