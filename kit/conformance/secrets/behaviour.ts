import type { Behaviour, Ground, Group } from "../behaviour.ts";
import type { SecretTarget } from "./target.ts";

/** One thing that secrets do on every cloud alike. */
export type SecretBehaviour = Behaviour<SecretTarget>;

/** Behaviours about one subject, which are tried one after the other: functions keep what they have read. */
export type SecretGroup = Group<SecretBehaviour>;

/** Why Workers differ: their secrets are bindings. */
export const ofWorkers = {
  copies: {
    reason: "another value starts the Worker anew, so that it is read at once",
    source: "https://developers.cloudflare.com/workers/configuration/secrets/",
  },
  noVersions: {
    reason: "a Worker's secrets have no versions",
    source: "https://developers.cloudflare.com/workers/configuration/secrets/",
  },
} as const satisfies Readonly<Record<string, Ground>>;
