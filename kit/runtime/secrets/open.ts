import type { ReadsSecret } from "../../spec/index.ts";
import type { OpenLink } from "../links.ts";
import type { CurrentRun } from "../origin.ts";
import { followRuns } from "../platform/follow-runs.ts";
import { Kept } from "../platform/kept.ts";
import { retried } from "../platform/retry.ts";
import { type SecretError, toSecretError } from "./errors.ts";
import type { SecretStore } from "./store.ts";

/** How long a value is kept, in milliseconds. */
const keepFor = 300_000;

const retry = ({ code }: SecretError): boolean => code === "Throttled" || code === "Unavailable";

/**
 * What a handler is handed for a secret.
 * @param current - Returns the run that reads it. @default none
 */
export function readsOf(store: SecretStore, current: () => CurrentRun | undefined = () => undefined): ReadsSecret {
  const patiently = <T>(work: () => Promise<T>): Promise<T> =>
    retried(work, {
      toError: toSecretError,
      retry,
      wait: ({ retryAfter }) => retryAfter,
      deadline: current()?.deadline,
    });
  const endOf = () => Date.now() + keepFor;
  let last: string | undefined;
  const previous = new Kept(() => patiently(() => store.previous()), endOf);
  const now = new Kept(async () => {
    const value = await patiently(() => store.current());
    // After a rotation another value is the one before.
    if (value !== last) previous.forget();
    last = value;
    return value;
  }, endOf);
  return {
    get: ({ fresh = false } = {}) => now.get(fresh),
    previous: ({ fresh = false } = {}) => previous.get(fresh),
  };
}

/** A linked secret, for a driver. */
export const openSecret = (link: OpenLink, store: SecretStore): ReadsSecret => readsOf(store, followRuns(link));
