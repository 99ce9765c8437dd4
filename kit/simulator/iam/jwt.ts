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
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/**
 * Signs tokens with RS256 and verifies its own. The key is generated with the first token, because that takes a tenth of a
 * second, and stored, so that tokens outlive a restart.
 * https://www.rfc-editor.org/rfc/rfc7519
 */
export class TokenSigner {
  readonly #store: Store;
  readonly #name: string;
  #key: Key | undefined;
  #opening: Promise<Key> | undefined;

  /** @param name - The name of the stored value that contains the key. */
  constructor(store: Store, name: string) {
    this.#store = store;
    this.#name = name;
  }

  /** Signs a token with these claims. */
  async sign(claims: Properties): Promise<string> {
    this.#opening ??= this.#open();
    const { id, privateKey } = await this.#opening;
    const content = `${encode({ alg: "RS256", kid: id, typ: "JWT" })}.${encode(claims)}`;
    return `${content}.${sign("sha256", Buffer.from(content), privateKey).toString("base64url")}`;
  }

  /** The claims of a token signed here; `undefined` for any other. Does not check whether the token has expired. */
  read(token: string): Properties | undefined {
    const key = this.#stored();
    const [header = "", claims = "", signature = "", ...rest] = token.split(".");
    if (key === undefined || rest.length > 0) return undefined;
    const content = Buffer.from(`${header}.${claims}`);
    if (!verify("sha256", content, key.publicKey, Buffer.from(signature, "base64url"))) return undefined;
    const read: unknown = JSON.parse(Buffer.from(claims, "base64url").toString());
    return isRecord(read) ? read : undefined;
  }

  /** The public key that others verify tokens with. https://www.rfc-editor.org/rfc/rfc7517 */
  async keys(): Promise<{ readonly keys: readonly Properties[] }> {
    this.#opening ??= this.#open();
    const { id, publicKey } = await this.#opening;
    return { keys: [{ ...publicKey.export({ format: "jwk" }), alg: "RS256", kid: id, use: "sig" }] };
  }

  async #open(): Promise<Key> {
    const stored = this.#stored();
    if (stored !== undefined) return stored;
    const { privateKey } = await promisify(generateKeyPair)("rsa", { modulusLength });
    const id = randomUUID().replaceAll("-", "");
    this.#store.putValue(this.#name, `${id}\n${privateKey.export({ type: "pkcs8", format: "pem" })}`);
    this.#key = toKey(id, privateKey);
    return this.#key;
  }

  /** Parsed once: it is needed for each request with a token. */
  #stored(): Key | undefined {
    if (this.#key !== undefined) return this.#key;
    const value = this.#store.getValue(this.#name);
    if (value === undefined) return undefined;
    const end = value.indexOf("\n");
    this.#key = toKey(value.slice(0, end), createPrivateKey(value.slice(end + 1)));
    return this.#key;
  }
}

function toKey(id: string, privateKey: KeyObject): Key {
  return { id, privateKey, publicKey: createPublicKey(privateKey) };
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}
