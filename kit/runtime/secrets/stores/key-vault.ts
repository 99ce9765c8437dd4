import { azureTokens } from "../../platform/access-token.ts";
import { type ApiResponse, call } from "../../platform/call.ts";
import { errorOf, notSet, type SecretErrorCode } from "../errors.ts";
import type { SecretStore } from "../store.ts";

/** https://learn.microsoft.com/rest/api/keyvault/secrets/operation-groups */
const version = "7.4";

/** https://learn.microsoft.com/rest/api/keyvault/secrets/get-secret-versions/get-secret-versions#secretitem */
interface Listed {
  readonly id: string;
  readonly attributes: { readonly enabled?: boolean; readonly created?: number };
}

interface Page {
  readonly value: readonly Listed[];
  readonly nextLink?: string | null;
}

interface Bundle {
  readonly id: string;
  readonly value: string;
}

/** An error's own code, and the one inside that says more: https://learn.microsoft.com/azure/key-vault/general/rest-error-codes */
interface Failure {
  readonly error?: { readonly code?: string; readonly innererror?: { readonly code?: string } | null };
}

const codes: ReadonlyMap<string, SecretErrorCode> = new Map([
  ["SecretNotFound", "NotSet"],
  ["SecretDisabled", "NotSet"],
]);

function errorIn(answer: ApiResponse): Error {
  const { text } = answer;
  const { error }: Failure = text.startsWith("{") ? JSON.parse(text) : {};
  const code = codes.get(error?.innererror?.code ?? "") ?? codes.get(error?.code ?? "");
  return code === "NotSet" ? notSet() : errorOf(answer, code);
}

/** A secret of Azure Key Vault, by its address in the vault. */
export class KeyVaultSecret implements SecretStore {
  readonly #address: string;
  readonly #token = azureTokens("https://vault.azure.net");

  constructor(address: string) {
    this.#address = address;
  }

  async current(): Promise<string> {
    return (await this.#ask<Bundle>("")).value;
  }

  async previous(): Promise<string | undefined> {
    const { id: current } = await this.#ask<Bundle>("");
    const listed = await this.#versions();
    // They come in no documented order.
    const [before] = listed
      .filter(({ id, attributes }) => id !== current && attributes.enabled !== false)
      .toSorted((a, b) => (b.attributes.created ?? 0) - (a.attributes.created ?? 0));
    return before && (await this.#ask<Bundle>(`/${before.id.split("/").at(-1)}`)).value;
  }

  /** https://learn.microsoft.com/rest/api/keyvault/secrets/get-secret-versions/get-secret-versions */
  async #versions(): Promise<readonly Listed[]> {
    const all: Listed[] = [];
    for (let path = "/versions"; ; ) {
      const { value, nextLink }: Page = await this.#ask(path);
      all.push(...value);
      if (!nextLink) return all;
      path = `/versions${new URL(nextLink).search}`;
    }
  }

  /** https://learn.microsoft.com/rest/api/keyvault/secrets/get-secret/get-secret */
  async #ask<T>(path: string): Promise<T> {
    const url = new URL(this.#address + path);
    url.searchParams.set("api-version", version);
    const answer = await call({ url, headers: { authorization: `Bearer ${await this.#token()}` } });
    if (answer.isOk) return JSON.parse(answer.text);
    throw errorIn(answer);
  }
}
