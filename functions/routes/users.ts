import { createHash, timingSafeEqual } from "node:crypto";
import { HttpError, readJson, readQuery, type TokenSecret } from "fourfold/runtime";
import { Hono } from "hono";
import type { Users } from "../data/users.ts";
import { ProfileChange, Registration, type User } from "../model/users/user.ts";
import type { Guard } from "./guard.ts";
import { answerPage, PageQuery } from "./paging.ts";

function present({ id, email, name, scopes, registeredAt }: User) {
  return { id, email, name, scopes, registeredAt };
}

function noSuchUser(id: string): HttpError {
  return new HttpError(404, { code: "no_such_user", detail: `The user "${id}" does not exist.` });
}

const digest = (text: string) => createHash("sha256").update(text).digest();

/** Whether two texts are the same, in a time that says nothing of where they differ. */
const isSame = (one: string, other: string) => timingSafeEqual(digest(one), digest(other));

/**
 * `POST /users`: registers a customer; one of the staff, with the invitation. `GET`, `PATCH`, `DELETE /users/me`: the own profile.
 * For staff: `GET /users?limit=&cursor=`, `GET`, `DELETE /users/:id`.
 */
export function userRoutes(users: Users, guard: Guard, invitation: Pick<TokenSecret, "get">): Hono {
  return new Hono()
    .post("/", async (c) => {
      const registration = await readJson(c.req.raw, Registration);
      const invited = registration.invitation;
      if (invited !== undefined && !isSame(invited, await invitation.get())) {
        throw new HttpError(403, { code: "not_invited", detail: "This invitation is not one of the shop's." });
      }
      const user = await users.register(registration, invited === undefined ? ["customer"] : ["customer", "staff"]);
      if (user === undefined) {
        throw new HttpError(409, { code: "email_taken", detail: "Somebody has registered with this email address." });
      }
      return c.json(present(user), 201, { location: "/users/me" });
    })
    .get("/", async (c) => {
      await guard.staff(c.req.raw);
      const wish = await readQuery(c.req.raw, PageQuery);
      return answerPage(c, users.page(wish), present);
    })
    .get("/me", async (c) => c.json(present(await guard.customer(c.req.raw))))
    .patch("/me", async (c) => {
      const { id } = await guard.customer(c.req.raw);
      const changed = await users.change(id, await readJson(c.req.raw, ProfileChange));
      if (changed === "denied") {
        throw new HttpError(403, { code: "wrong_password", detail: "The current password is another one." });
      }
      if (changed === undefined) throw noSuchUser(id);
      return c.json(present(changed));
    })
    .delete("/me", async (c) => {
      await users.delete((await guard.customer(c.req.raw)).id);
      return c.body(null, 204);
    })
    .get("/:id", async (c) => {
      await guard.staff(c.req.raw);
      const id = c.req.param("id");
      const user = await users.get(id);
      if (user === undefined) throw noSuchUser(id);
      return c.json(present(user));
    })
    .delete("/:id", async (c) => {
      await guard.staff(c.req.raw);
      await users.delete(c.req.param("id"));
      return c.body(null, 204);
    });
}
