import type { ReadsSecret } from "../../spec/index.ts";
import type { OpenLink } from "../links.ts";
import type { CurrentRun } from "../origin.ts";
import { followRuns } from "../platform/follow-runs.ts";
import { Kept } from "../platform/kept.ts";
import { retried } from "../platform/retry.ts";
import { checked } from "./checked.ts";
import { SecretError } from "./errors.ts";
import type { SecretStore } from "./store.ts";

/** A secret, as errors name it and as its values have to be. */
export type NamedSecret = Pick<OpenLink, "name" | "generated">;

/** How long a value is kept, in milliseconds. */
const keepFor = 300_000;

const retry = ({ code }: SecretError): boolean => code === "Throttled" || code === "Unavailable";

/** What a store has thrown, with the name of the secret, and what helps where the cloud's own words do not say it. */
function toSecretError(thrown: unknown, { name, generated }: NamedSecret): SecretError {
  const isOwn = thrown instanceof SecretError;
  const { code, message, retryAfter } = isOwn
    ? thrown
    : { code: "Unavailable" as const, message: "the cloud did not answer.", retryAfter: undefined };
  const set = `Run \`fourfold secret set ${name}\`, or deploy again with the value that the stack binds.`;
  const fix = generated
    ? `Run \`fourfold secret rotate ${name}\`, which says what to do where that is not possible.`
    : set;
  const help = code === "NotSet" || code === "Corrupt" ? ` ${fix}` : "";
  return new SecretError(code, `Secret "${name}": ${message}${help}`, {
    cause: isOwn ? thrown.cause : thrown,
    retryAfter,
  });
}

/**
 * What a handler is handed for a secret.
 * @param current - Returns the run that reads it. @default none
 */
export function readsOf(
  store: SecretStore,
  secret: NamedSecret,
  current: () => CurrentRun | undefined = () => undefined,
): ReadsSecret {
  const { current: read, previous: readPrevious } = checked(store, secret);
  const patiently = <T>(work: () => Promise<T>): Promise<T> =>
    retried(work, {
      toError: (thrown) => toSecretError(thrown, secret),
      retry,
      wait: ({ retryAfter }) => retryAfter,
      deadline: current()?.deadline,
    });
  const endOf = () => Date.now() + keepFor;
  let last: string | undefined;
  const previous = new Kept(() => patiently(readPrevious), endOf);
  const now = new Kept(async () => {
    const value = await patiently(read);
    // After a rotation another value is the one before.
    if (value !== last) previous.forget();
    last = value;
    return value;
  }, endOf);
  return {
    get: ({ fresh = false } = {}) => now.get(fresh),
    previous: ({ fresh = false } = {}) => previous.get(fresh),
    check: async () => void (await now.get()),
  };
}

/** A linked secret, for a driver. */
export const openSecret = (link: OpenLink, store: SecretStore): ReadsSecret => readsOf(store, link, followRuns(link));
