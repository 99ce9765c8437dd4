import { googleEndpoint } from "../../../spec/environment/google-endpoint.ts";
import { googleTokens } from "../../platform/access-token.ts";
import { call } from "../../platform/call.ts";
import { corrupt, errorOf, notSet } from "../errors.ts";
import type { SecretStore } from "../store.ts";

/** How many versions before the current one are tried, until one is enabled. */
const mostTried = 10;

interface Version {
  readonly number: number;
  readonly bytes: Buffer;
}

/** https://cloud.google.com/secret-manager/docs/reference/rest/v1/AccessSecretVersionResponse */
interface AccessSecretVersionResponse {
  readonly name: string;
  readonly payload: { readonly data: string };
}

/** A version can have any bytes. A mark of their order belongs to the text. */
function textOf({ bytes }: Version): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw corrupt("not a text but bytes");
  }
}

/** A secret of Google's Secret Manager, by its full name. */
export class SecretManagerSecret implements SecretStore {
  readonly #name: string;
  readonly #token = googleTokens();

  constructor(name: string) {
    this.#name = name;
  }

  async current(): Promise<string> {
    return textOf(await this.#latest());
  }

  /** Versions have consecutive numbers; one that is disabled or destroyed has none of its data to read. */
  async previous(): Promise<string | undefined> {
    const { number } = await this.#latest();
    for (let before = number - 1; before >= Math.max(1, number - mostTried); before -= 1) {
      const version = await this.#access(String(before));
      if (version !== undefined) return textOf(version);
    }
    return undefined;
  }

  async #latest(): Promise<Version> {
    const version = await this.#access("latest");
    if (version === undefined) throw notSet();
    return version;
  }

  /**
   * A version, unless it is disabled, destroyed or absent. The role on the secret is checked first, so that a secret which does not exist
   * is answered with 403. https://cloud.google.com/secret-manager/docs/reference/rest/v1/projects.secrets.versions/access
   */
  async #access(version: string): Promise<Version | undefined> {
    const url = new URL(`v1/${this.#name}/versions/${version}:access`, googleEndpoint("secretmanager", process.env));
    const answer = await call({ url, headers: { authorization: `Bearer ${await this.#token()}` } });
    const { isOk, status, text } = answer;
    if (status === 404 || (status === 400 && text.includes("FAILED_PRECONDITION"))) return undefined;
    if (!isOk) throw errorOf(answer);
    const { name, payload }: AccessSecretVersionResponse = JSON.parse(text);
    return { number: Number(name.split("/").at(-1)), bytes: Buffer.from(payload.data, "base64") };
  }
}
