import assert from "node:assert/strict";
import { type HttpGroup, problemOf, stated } from "../behaviour.ts";
import type { Told } from "../handlers/behind-routes/told.ts";
import type { Target } from "../target.ts";

/** Which of the functions behind routes answers a path, and what it saw. */
async function told({ ask }: Target, path: string, init: RequestInit = {}): Promise<Told> {
  const response = await ask(path, init);
  assert.equal(response.status, 200, path);
  return Object(await response.json());
}

/** Checks that paths lead to a function. */
async function leadTo(target: Target, name: string, paths: readonly string[]): Promise<void> {
  for (const path of paths) assert.equal((await told(target, path)).function, name, path);
}

/** Checks that paths lead to the function that answers the rest, which does not know them. */
async function leadElsewhere({ ask }: Target, paths: readonly string[]): Promise<void> {
  for (const path of paths) await problemOf(await ask(path), 404);
}

/** Checked where several functions have one address. Their routes are those of the set `routed`. */
export const routes: HttpGroup = {
  subject: "routes to several functions",
  behaviours: [
    {
      name: "lead a path and all below it to one function",
      routed: true,
      requests: 4,
      run: (target) => leadTo(target, "admin", ["/admin", "/admin?x=1", "/admin/", "/admin/x/y"]),
    },
    {
      name: "take no longer segment for a path",
      routed: true,
      requests: 2,
      run: (target) => leadElsewhere(target, ["/adminx", "/admin-x/y"]),
    },
    {
      name: "lead a path to its function whatever the query",
      routed: true,
      requests: 2,
      run: (target) => leadTo(target, "users", ["/files", "/files?x=1"]),
    },
    {
      name: "tell a path from what is below it, and from itself with a slash at the end",
      routed: true,
      requests: 2,
      run: (target) => leadElsewhere(target, ["/files/", "/files/x"]),
    },
    {
      name: "take one whole segment for a parameter",
      routed: true,
      requests: 3,
      async run(target) {
        await leadTo(target, "users", ["/users/42", "/users/x.y-z"]);
        await leadTo(target, "admin", ["/users/42/orders"]);
      },
    },
    {
      name: "take no empty segment for a parameter",
      routed: true,
      requests: 4,
      run: (target) => leadElsewhere(target, ["/users", "/users/", "/users/42/", "/users//orders"]),
    },
    {
      name: "prefer text to a parameter, and a path to all below one",
      routed: true,
      requests: 2,
      async run(target) {
        await leadTo(target, "admin", ["/users/me"]);
        await leadTo(target, "users", ["/admin/help"]);
      },
    },
    {
      name: "lead everything else to the function that has all paths",
      routed: true,
      async run({ ask }) {
        const response = await ask("/");
        assert.equal(await response.text(), "the root");
      },
    },
    {
      name: "tell capital letters from small ones",
      routed: true,
      requests: 2,
      run: (target) => leadElsewhere(target, ["/Admin", "/FILES"]),
    },
    {
      name: "compare segments without their encoding",
      source: "https://www.rfc-editor.org/rfc/rfc3986#section-6.2.2.2",
      routed: true,
      requests: 2,
      run: (target) => leadTo(target, "admin", ["/%61dmin/x", "/users/m%65"]),
    },
    {
      name: "take no encoded slash for the end of a segment",
      source: "https://www.rfc-editor.org/rfc/rfc3986#section-2.2",
      routed: true,
      run: (target) => leadTo(target, "users", ["/users/a%2Fb"]),
      except: {
        aws: { ...stated("encodedPath", "aws"), run: (target) => leadElsewhere(target, ["/users/a%2Fb"]) },
      },
    },
    {
      name: "hand over the whole request",
      routed: true,
      async run(target) {
        const { function: name, ...seen } = await told(target, "/admin/x?y=1&y=2", { method: "POST", body: "héllo" });

        assert.equal(name, "admin");
        assert.deepEqual(seen, { method: "POST", path: "/admin/x", query: "?y=1&y=2", body: "héllo" });
      },
    },
  ],
};
