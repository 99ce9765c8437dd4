import { createHmac, timingSafeEqual } from "node:crypto";

/** What an access token stands for. */
export interface AccessGrant {
  /** The address of the account. */
  readonly email: string;
  /** Epoch seconds. */
  readonly expires: number;
  /** What may be called with it, whatever the account may do. https://developers.google.com/identity/protocols/oauth2/scopes */
  readonly scopes: readonly string[];
}

/** What tokens of service accounts begin with. */
const prefix = "ya29.c.";

/** How many bytes of the signature are kept: RFC 2104 asks for half of the hash at least. https://www.rfc-editor.org/rfc/rfc2104#section-5 */
const signatureBytes = 16;

/**
 * Makes access tokens and knows them again. To whoever has one it is opaque, as Google's are: "you shouldn't make assumptions
 * about its format". Nothing is kept of them, so they outlive a restart.
 * https://cloud.google.com/docs/authentication/token-types#access
 */
export class AccessTokens {
  readonly #key: string;

  /** @param key - A secret of this simulated cloud. */
  constructor(key: string) {
    this.#key = key;
  }

  issue({ email, expires, scopes }: AccessGrant): string {
    const content = Buffer.from(JSON.stringify([email, expires, ...scopes]));
    return prefix + Buffer.concat([this.#sign(content), content]).toString("base64url");
  }

  /** What a token stands for. `undefined`: it was not made here. Whether it has expired is not looked at. */
  read(token: string): AccessGrant | undefined {
    const bytes = Buffer.from(token.slice(prefix.length), "base64url");
    // What is not Base64 is passed over in reading: then it was not written here.
    if (token !== prefix + bytes.toString("base64url")) return undefined;
    const [signature, content] = [bytes.subarray(0, signatureBytes), bytes.subarray(signatureBytes)];
    if (signature.length < signatureBytes || !timingSafeEqual(signature, this.#sign(content))) return undefined;
    const [email, expires, ...scopes] = JSON.parse(content.toString());
    return { email, expires, scopes };
  }

  #sign(content: Uint8Array): Buffer {
    return createHmac("sha256", this.#key).update(content).digest().subarray(0, signatureBytes);
  }
}
