import { setTimeout } from "node:timers/promises";
import type { Part } from "./part.ts";

/** What must never reach a client. */
const secret = "secret-of-the-house";

/** Fails in every way an app may fail. */
const ways: Readonly<Record<string, () => unknown>> = {
  error: () => {
    throw new Error(secret);
  },
  later: async () => {
    await setTimeout(5);
    throw new TypeError(secret, { cause: new Error(secret) });
  },
  text: () => Promise.reject(secret),
  nothing: () => undefined,
  slow: () => setTimeout(20_000, new Response("too late")),
};

/** Answers `/failures/<way>`. It deliberately does not return a `Response`: nothing in JavaScript keeps an app from that. */
export const failures: Part = (_request, _context, [how = ""]) => {
  const fail = Object.hasOwn(ways, how) ? ways[how] : undefined;
  return fail === undefined ? new Response("no such failure", { status: 404 }) : (fail() as Response);
};
