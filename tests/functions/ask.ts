import type { HttpContext } from "fourfold/runtime";
import api from "../../functions/api.ts";
import * as terms from "../../functions/terms.ts";

const nothing = () => {};

const context: HttpContext = {
  id: "test",
  requestId: "test",
  deadline: Number.MAX_SAFE_INTEGER,
  log: { debug: nothing, info: nothing, warn: nothing, error: nothing },
  coldStart: false,
  cloud: "aws",
  set: "shop",
  function: "api",
  clientAddress: "127.0.0.1",
  remaining: () => 10_000,
  waitUntil: nothing,
};

/** A queue that takes everything, and keeps nothing. */
const placed = { send: async () => ({ id: "order-1" }) };

/** Asks the shop without any cloud: a handler is a function from links to an app. */
export async function ask(path: string, init?: RequestInit, links: object = {}): Promise<Response> {
  return api.make({ ...terms, placed, ...links }).fetch(new Request(`https://shop.example${path}`, init), context);
}

/** Asks with a JSON body. */
export function post(path: string, body: unknown, links?: object): Promise<Response> {
  const headers = { "content-type": "application/json" };
  return ask(path, { method: "POST", headers, body: JSON.stringify(body) }, links);
}
