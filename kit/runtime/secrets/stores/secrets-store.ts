import { notSet, SecretError } from "../errors.ts";
import type { SecretStore } from "../store.ts";

/** https://developers.cloudflare.com/secrets-store/integrations/workers/#3-access-the-secret-on-the-env-object */
export interface SecretBinding {
  get(): Promise<string | null>;
}

export function isSecretBinding(value: unknown): value is SecretBinding {
  // What is bound is a stub, which answers for every name.
  return typeof value === "object" && value !== null;
}

/** A secret of Cloudflare's Secrets Store, by the binding to it. There is no value before the current one. */
export class StoredSecret implements SecretStore {
  readonly #binding: SecretBinding;

  constructor(binding: SecretBinding) {
    this.#binding = binding;
  }

  async current(): Promise<string> {
    const value = await this.#binding.get().catch((cause: unknown) => {
      // https://github.com/cloudflare/workers-sdk/blob/main/packages/miniflare/src/workers/secrets-store/secret.worker.ts
      const isGone = cause instanceof Error && /not found/.test(cause.message);
      throw isGone ? new SecretError("NotFound", "it was deleted from Secrets Store.", { cause }) : cause;
    });
    // workers-rs finds it where there is none: https://github.com/cloudflare/workers-rs/pull/932
    if (value === null) throw notSet();
    return value;
  }

  async previous(): Promise<undefined> {
    return undefined;
  }
}
