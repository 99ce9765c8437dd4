import { createHmac } from "node:crypto";
import type { TokenSecret } from "fourfold/runtime";

export const current = "the-secret-that-is-current-by-now-64-bytes-or-so";
export const before = "the-secret-that-was-current-before-the-rotation";
export const foreign = "a-secret-that-somebody-else-has-made-up-himself";

/** A secret whose kept texts may be older than those that there are, which remembers how often it was asked for the latter. */
export function keep(now: string, old?: string, latest = { now, old }) {
  const asked = { fresh: 0 };
  const secret: TokenSecret = {
    async get({ fresh = false } = {}) {
      if (fresh) asked.fresh += 1;
      return fresh ? latest.now : now;
    },
    previous: async ({ fresh = false } = {}) => (fresh ? latest.old : old),
  };
  return { secret, asked };
}

export const of = (text: string) => ({ get: async () => text });
export const base64 = (text: string) => Buffer.from(text).toString("base64url");
export const now = () => Math.floor(Date.now() / 1_000);

/** A token with any header and any claims, signed as a program signs that knows the secret. */
export function raw(header: object, claims: unknown, secret = current): string {
  const content = `${base64(JSON.stringify(header))}.${typeof claims === "string" ? base64(claims) : base64(JSON.stringify(claims))}`;
  return `${content}.${createHmac("sha256", secret).update(content).digest("base64url")}`;
}

export const hs256 = { alg: "HS256" };
export const fine = () => ({ sub: "ann", exp: now() + 60 });
