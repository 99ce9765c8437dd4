import type { Consumes, Subscribes } from "./consumes.ts";

/** A consumer with its shorthand resolved. */
export const consumesOf = (spec: string | Consumes): Consumes => (typeof spec === "string" ? { queue: spec } : spec);

/** A subscriber with its shorthand resolved. */
export const subscribesOf = (spec: string | Subscribes): Subscribes =>
  typeof spec === "string" ? { topic: spec } : spec;
