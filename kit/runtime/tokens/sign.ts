import { SignJWT } from "jose/jwt/sign";
import { type Duration, toSeconds } from "../../spec/units.ts";
import { algorithm, type TokenSecret, toKey } from "./secret.ts";

/** What a token says. Whoever has it can read it: no place for what its bearer may not know. */
export interface SignedClaims {
  /** Whom it is about: the id of a user. */
  readonly sub?: string;
  /** What its bearer may do: words with a space between two. https://www.rfc-editor.org/rfc/rfc8693#section-4.2 */
  readonly scope?: string;
  readonly [name: string]: unknown;
}

/** How a token is signed. */
export interface SignOptions {
  readonly secret: Pick<TokenSecret, "get">;
  /** How long it is accepted. It cannot be taken back before, so hours rather than days. */
  readonly lifetime: Duration;
  /** Whom it is for. @default nobody in particular */
  readonly audience?: string;
  /** Who has signed it. @default it does not say */
  readonly issuer?: string;
}

/**
 * Signs a JSON Web Token with HMAC SHA-256, for {@link bearer} to check.
 * @throws Error when the secret has less than 32 bytes; FourfoldError `ERR_SPEC` for what is not a duration; what reading the secret throws.
 *
 * @example
 * const token = await signToken({ sub: user.id, scope: "customer" }, { secret: signing, lifetime: "1 hour" });
 */
export async function signToken(claims: SignedClaims, options: SignOptions): Promise<string> {
  const { secret, lifetime, audience, issuer } = options;
  const now = Math.floor(Date.now() / 1_000);
  const token = new SignJWT({ ...claims })
    .setProtectedHeader({ alg: algorithm, typ: "JWT" })
    .setIssuedAt(now)
    .setExpirationTime(now + toSeconds(lifetime, "A token's lifetime"));
  if (audience !== undefined) token.setAudience(audience);
  if (issuer !== undefined) token.setIssuer(issuer);
  return token.sign(toKey(await secret.get()));
}
