import assert from "node:assert/strict";
import * as v from "valibot";

/** Sends a request to the deployed shop. */
export type Ask = (path: string, init?: RequestInit) => Promise<Response>;

/** How long something may take that does not happen at once, in milliseconds: a cold start lies in between. */
const patience = 30_000;
const pause = 250;

/** A request with a JSON body, from somebody with a token, if there is one. */
export function send(method: string, body: unknown, token?: string, headers: Record<string, string> = {}): RequestInit {
  const all = { "content-type": "application/json", ...headers, ...authorization(token) };
  return { method, headers: all, body: JSON.stringify(body) };
}

/** The header of somebody who has a token. */
export function authorization(token?: string): Record<string, string> {
  return token === undefined ? {} : { authorization: `Bearer ${token}` };
}

/** The body of a response that has to have a status. */
export async function bodyOf<S extends v.GenericSchema>(
  response: Response,
  status: number,
  schema: S,
): Promise<v.InferOutput<S>> {
  const text = await response.text();
  assert.equal(response.status, status, text);
  return v.parse(schema, JSON.parse(text));
}

/** Asks until the answer is right: an index, or a queue, is some moments late. */
export async function eventually(check: () => Promise<void>): Promise<void> {
  for (const until = Date.now() + patience; ; await new Promise((resolve) => setTimeout(resolve, pause))) {
    try {
      return await check();
    } catch (error) {
      if (Date.now() > until) throw error;
    }
  }
}

/** What somebody registers with, under a name that nobody had before. */
export function somebody() {
  const email = `smoke-${crypto.randomUUID()}@shop.example`;
  return { email, name: "Somebody", password: `secret-${crypto.randomUUID()}` };
}

const Session = v.object({ token: v.string() });

/** Lets somebody in who has registered. */
export async function login(request: Ask, { email, password }: ReturnType<typeof somebody>): Promise<string> {
  const { token } = await bodyOf(await request("/sessions", send("POST", { email, password })), 201, Session);
  return token;
}
