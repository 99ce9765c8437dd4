import type { SettledLink } from "../../spec/index.ts";
import { corrupt, SecretError } from "./errors.ts";
import type { SecretStore } from "./store.ts";

/** With padding: https://www.rfc-editor.org/rfc/rfc4648#section-4 */
const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** The value itself, if it is one that a deployment or a command could have set. @throws SecretError */
function requireText(value: string): string {
  if (value === "") throw corrupt("empty");
  if (!value.isWellFormed()) throw corrupt("not well-formed Unicode");
  return value;
}

/**
 * A store that hands out what a deployment or a command has set, and nothing else that somebody has put there.
 * @throws SecretError also `Corrupt`
 */
export const checked = (store: SecretStore, { generated }: Pick<SettledLink, "generated">): SecretStore => ({
  async current() {
    const value = requireText(await store.current());
    // What decodes Base64 passes over everything else, and would take another key than whoever has set it.
    if (generated && !base64.test(value)) throw corrupt("not Base64, as one that was generated is");
    return value;
  },
  /** There is none before the first. A corrupt one is none: it was replaced, and nobody can mend it any more. */
  async previous() {
    try {
      const value = await store.previous();
      return value === undefined ? undefined : requireText(value);
    } catch (thrown) {
      if (thrown instanceof SecretError && (thrown.code === "NotSet" || thrown.code === "Corrupt")) return undefined;
      throw thrown;
    }
  },
});
