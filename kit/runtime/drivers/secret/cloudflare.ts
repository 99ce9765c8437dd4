import { linkVariable } from "../../../spec/environment/link-variable.ts";
import type { Driver } from "../../links.ts";
import { MemorySecret } from "../../secrets/memory.ts";
import { openSecret, readsOf } from "../../secrets/open.ts";
import { isSecretBinding, StoredSecret } from "../../secrets/stores/secrets-store.ts";

/**
 * A secret that the function may read: one of Secrets Store, or a text in its bindings, and nothing where nobody has set it yet. Another
 * text starts the Worker anew: https://developers.cloudflare.com/workers/configuration/secrets/
 */
export const open: Driver = (link, bindings) => {
  const variable = linkVariable(link.name);
  const bound = bindings[variable];
  if (isSecretBinding(bound)) return openSecret(link, new StoredSecret(bound));
  // Where the platform puts texts: https://developers.cloudflare.com/changelog/2025-03-11-process-env-support
  delete process.env[variable];
  return readsOf(new MemorySecret(typeof bound === "string" ? bound : undefined), link);
};
