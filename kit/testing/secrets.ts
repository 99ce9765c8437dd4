import { MemorySecret } from "../runtime/secrets/memory.ts";
import { readsOf } from "../runtime/secrets/open.ts";
import { type ReadsSecret, requireSecretValue } from "../spec/index.ts";

/** A secret in a test's process, which the test sets. */
export interface SecretInMemory extends ReadsSecret {
  /**
   * Gives it another value. As in a deployment, functions keep what they have read for 5 minutes, and read the one before as `previous`.
   * @throws FourfoldError `ERR_LIMIT` for a value that not every cloud can keep.
   */
  set(value: string): void;
}

/**
 * A secret for a handler in a test: it does what the clouds' drivers do, without a cloud.
 * @param value - @default it has none yet: reading it fails with `NotSet`
 *
 * @example
 * const request = requestTo(api, { links: { signing: memorySecret("a key for tests") } });
 */
export function memorySecret(value?: string): SecretInMemory {
  const check = (given: string) => requireSecretValue(given, "memorySecret");
  const store = new MemorySecret(value === undefined ? undefined : check(value));
  return { ...readsOf(store, { name: "in memory" }), set: (next) => store.set(check(next)) };
}
