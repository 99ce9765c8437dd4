import {
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  type KeyObject,
  randomUUID,
  sign,
  verify,
} from "node:crypto";
import { promisify } from "node:util";
import { isRecord } from "../contract/read.ts";
import type { Properties, Store } from "../contract.ts";

/** The number of bits of the keys that Google and Microsoft sign with. */
const modulusLength = 2_048;

interface Key {
  readonly id: string;
  readonly key: KeyObject;
}

/**
 * Signs tokens with RS256 and verifies its own. The key is generated with the first token, because that takes a tenth of a
 * second, and stored, so that tokens outlive a restart.
 * https://www.rfc-editor.org/rfc/rfc7519
 */
export class TokenSigner {
  readonly #store: Store;
  readonly #name: string;
  #key: Promise<Key> | undefined;

  /** @param name - The name of the stored value that contains the key. */
  constructor(store: Store, name: string) {
    this.#store = store;
    this.#name = name;
  }

  /** Signs a token with these claims. */
  async sign(claims: Properties): Promise<string> {
    this.#key ??= this.#open();
    const { id, key } = await this.#key;
    const content = `${encode({ alg: "RS256", kid: id, typ: "JWT" })}.${encode(claims)}`;
    return `${content}.${sign("sha256", Buffer.from(content), key).toString("base64url")}`;
  }

  /** The claims of a token signed here; `undefined` for any other. Does not check whether the token has expired. */
  read(token: string): Properties | undefined {
    const kept = this.#kept();
    const [header = "", claims = "", signature = "", ...rest] = token.split(".");
    if (kept === undefined || rest.length > 0) return undefined;
    const content = Buffer.from(`${header}.${claims}`);
    if (!verify("sha256", content, createPublicKey(kept.key), Buffer.from(signature, "base64url"))) return undefined;
    const read: unknown = JSON.parse(Buffer.from(claims, "base64url").toString());
    return isRecord(read) ? read : undefined;
  }

  /** The public key that others verify tokens with. https://www.rfc-editor.org/rfc/rfc7517 */
  async keys(): Promise<{ readonly keys: readonly Properties[] }> {
    this.#key ??= this.#open();
    const { id, key } = await this.#key;
    return { keys: [{ ...createPublicKey(key).export({ format: "jwk" }), alg: "RS256", kid: id, use: "sig" }] };
  }

  async #open(): Promise<Key> {
    const kept = this.#kept();
    if (kept !== undefined) return kept;
    const { privateKey: key } = await promisify(generateKeyPair)("rsa", { modulusLength });
    const id = randomUUID().replaceAll("-", "");
    this.#store.putValue(this.#name, `${id}\n${key.export({ type: "pkcs8", format: "pem" })}`);
    return { id, key };
  }

  #kept(): Key | undefined {
    const value = this.#store.getValue(this.#name);
    if (value === undefined) return undefined;
    const end = value.indexOf("\n");
    return { id: value.slice(0, end), key: createPrivateKey(value.slice(end + 1)) };
  }
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}
