import { createHmac, timingSafeEqual } from "node:crypto";

/** What an access token stands for. */
export interface AccessGrant {
  /** The email address of the service account. */
  readonly email: string;
  /** Epoch seconds. */
  readonly expires: number;
  /** What the token may be used for, whatever the account may do. https://developers.google.com/identity/protocols/oauth2/scopes */
  readonly scopes: readonly string[];
}

/** The prefix of service accounts' tokens. */
const prefix = "ya29.c.";

/** The length of the truncated signature: RFC 2104 recommends at least half of the hash. https://www.rfc-editor.org/rfc/rfc2104#section-5 */
const signatureBytes = 16;

/**
 * Issues access tokens and recognizes them. To their holders they are opaque, as Google's are: "you shouldn't make assumptions
 * about its format". Tokens are not stored, so they outlive a restart.
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

  /** What a token stands for. `undefined`: it was not issued here. Does not check whether it has expired. */
  read(token: string): AccessGrant | undefined {
    const bytes = Buffer.from(token.slice(prefix.length), "base64url");
    // Decoding skips characters that are not Base64. A token that has any was not issued here.
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
