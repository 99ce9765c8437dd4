import { createHash, randomBytes } from "node:crypto";
import type { Constraint, Scope, World } from "../../contract.ts";
import { matches } from "../rules.ts";

/**
 * The workers.dev subdomain of every simulated account: `<script>.simulated.workers.dev`. In Cloudflare an account
 * chooses its own once, and no resource of the provider says which.
 * https://developers.cloudflare.com/workers/configuration/routing/workers-dev/
 */
export const accountSubdomain = "simulated";

/** Cloudflare has no regions, and the account is an input of every resource. */
export const scope: Scope = { account: "cloudflare", region: "global" };

/** An id as Cloudflare gives them, always the same for the same parts: 32 hexadecimal digits. */
export function idOf(...parts: readonly string[]): string {
  return createHash("sha256").update(parts.join("\n")).digest("hex").slice(0, 32);
}

/** An id that was not given before. */
export function newId(): string {
  return randomBytes(16).toString("hex");
}

/** The time, as the API writes it. */
export function timeOf({ clock }: Pick<World, "clock">): string {
  return new Date(clock.now()).toISOString();
}

/** What an id of an account or a zone must look like. */
export function idRule(property: string): Constraint {
  const page = "https://developers.cloudflare.com/fundamentals/account/find-account-and-zone-ids/";
  return matches(property, /^[0-9a-f]{32}$/, "must have 32 hexadecimal digits", page, "shop");
}
