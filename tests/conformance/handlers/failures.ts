import { setTimeout } from "node:timers/promises";
import type { Part } from "./app.ts";

/** What must never reach a client. */
const secret = "secret-of-the-house";

/** Fails in every way an app may fail. */
export function createFailures(): Part {
  const failures: Readonly<Record<string, () => Response | Promise<Response>>> = {
    error: () => {
      throw new Error(secret);
    },
    later: async () => {
      await setTimeout(5);
      throw new TypeError(secret, { cause: new Error(secret) });
    },
    text: () => Promise.reject(secret),
    nothing: () => undefined as unknown as Response,
    slow: () => setTimeout(20_000, new Response("too late")),
  };
  return (_request, _context, [how = ""]) => {
    const fail = failures[how];
    return fail === undefined ? new Response("no such failure", { status: 404 }) : fail();
  };
}
