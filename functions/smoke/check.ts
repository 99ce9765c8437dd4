import assert from "node:assert/strict";
import * as v from "valibot";
import { type Ask, authorization, bodyOf, login, send, somebody } from "./support.ts";

type Role = "customer" | "staff";

/** One thing that must work wherever the shop is deployed: for anybody, or for somebody who is logged in. */
export type Check =
  | { readonly name: string; readonly as?: never; check(request: Ask): Promise<void> }
  | { readonly name: string; readonly as: Role; check(request: Ask, token: string): Promise<void> };

/** What is asked of a deployed shop, one after the other. */
export interface Smoke {
  readonly name: string;
  /** @param request - Sends a request to the shop: the same function for all checks of a run. */
  check(request: Ask): Promise<void>;
}

/** The invitation of the simulated shops, in `Pulumi.dev.yaml`. */
const invitation = "for-the-staff-of-simulated-shops";

/** Registers somebody, and lets them in. */
async function enter(request: Ask, role: Role): Promise<string> {
  const user = somebody();
  const registration = { ...user, ...(role === "staff" ? { invitation } : {}) };
  await bodyOf(await request("/users", send("POST", registration)), 201, v.object({ id: v.string() }));
  return login(request, user);
}

async function leave(request: Ask, token: string): Promise<void> {
  const { status } = await request("/users/me", { method: "DELETE", headers: authorization(token) });
  assert.equal(status, 204);
}

/**
 * Checks with one user for each role, who enters with the first check that needs one and leaves with the last: hashing a password takes
 * long, as it should.
 */
export function smokeOf(checks: readonly Check[]): readonly Smoke[] {
  const tokens = { customer: new WeakMap<Ask, string>(), staff: new WeakMap<Ask, string>() };
  return checks.map((one, at) => {
    const { name, as: role } = one;
    if (role === undefined) return one;
    const isLast = checks.slice(at + 1).every((other) => other.as !== role);
    const check = async (request: Ask): Promise<void> => {
      const token = tokens[role].get(request) ?? (await enter(request, role));
      tokens[role].set(request, token);
      try {
        await one.check(request, token);
      } finally {
        if (isLast) {
          tokens[role].delete(request);
          await leave(request, token);
        }
      }
    };
    return { name, check };
  });
}
