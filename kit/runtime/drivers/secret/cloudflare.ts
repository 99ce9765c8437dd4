import { linkVariable } from "../../../spec/environment/link-variable.ts";
import type { Driver } from "../../links.ts";
import { MemorySecret } from "../../secrets/memory.ts";
import { readsOf } from "../../secrets/open.ts";

/**
 * A secret that the function may read: a text in its bindings, and nothing where nobody has set it yet. Another value starts the Worker
 * anew: https://developers.cloudflare.com/workers/configuration/secrets/
 */
export const open: Driver = (link, bindings) => {
  const variable = linkVariable(link.name);
  const text = bindings[variable];
  // Where the platform puts bindings: https://developers.cloudflare.com/changelog/2025-03-11-process-env-support
  delete process.env[variable];
  return readsOf(new MemorySecret(typeof text === "string" ? text : undefined), link);
};
