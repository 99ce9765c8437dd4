import { createHash, randomBytes } from "node:crypto";
import type { Constraint, Scope, World } from "../../contract.ts";
import { matches } from "../rules.ts";

/**
 * The workers.dev subdomain of every simulated account: `<script>.simulated.workers.dev`. In Cloudflare every account
 * chooses its own once, and no resource of the provider manages it.
 * https://developers.cloudflare.com/workers/configuration/routing/workers-dev/
 */
export const accountSubdomain = "simulated";

/** Cloudflare has no regions, and the account is an input of every resource. */
export const scope: Scope = { account: "cloudflare", region: "global" };

/** An id in Cloudflare's format, 32 hexadecimal digits, always the same for the same parts. */
export function idOf(...parts: readonly string[]): string {
  return createHash("sha256").update(parts.join("\n")).digest("hex").slice(0, 32);
}

/** A new random id. */
export function newId(): string {
  return randomBytes(16).toString("hex");
}

/** The time in the API's format. */
export function timeOf({ clock }: Pick<World, "clock">): string {
  return new Date(clock.now()).toISOString();
}

/** The rule for ids of accounts and zones. */
export function idRule(property: string): Constraint {
  const page = "https://developers.cloudflare.com/fundamentals/account/find-account-and-zone-ids/";
  return matches(property, /^[0-9a-f]{32}$/, "must have 32 hexadecimal digits", page, "shop");
}
