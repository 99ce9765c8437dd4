import type { JWTPayload } from "jose";
import { JOSEError, JWSSignatureVerificationFailed, JWTExpired } from "jose/errors";
import { decodeJwt } from "jose/jwt/decode";
import { jwtVerify } from "jose/jwt/verify";
import { algorithm, type TokenSecret, toKey } from "./secret.ts";

/** What a token has to be, besides signed. */
export interface Expected {
  /** Whom it must be for. @default anybody */
  readonly audience?: string;
  /** Who must have signed it. @default anybody who has the secret */
  readonly issuer?: string;
}

/** What is wrong with a token, in words that its bearer may read. */
export class TokenRefused extends Error {
  override readonly name = "TokenRefused";
}

/** Of a token that nothing known has signed, and that may be newer than that: it can be said later whether it is valid. */
export class TokenUndecided extends Error {
  override readonly name = "TokenUndecided";

  /** When it can be said, in seconds from now. */
  readonly retryAfter: number;

  constructor(retryAfter: number) {
    super("The token cannot be checked yet.");
    this.retryAfter = retryAfter;
  }
}

/** How long a secret is not read again for the sake of tokens that nobody knows, in milliseconds: anybody can send those. */
const cooldown = 10_000;

/** What is said to whoever sends a token. Not which check of several it was that a forged one has failed. */
function refusalOf(error: JOSEError): TokenRefused {
  const isExpired = error instanceof JWTExpired;
  return new TokenRefused(isExpired ? "The token has expired." : "The token is not valid.", { cause: error });
}

/** Checks a token. @returns its claims @throws TokenRefused, TokenUndecided */
export type Verify = (token: string) => Promise<JWTPayload>;

/** What a secret is, and what it was before. */
type Texts = readonly (string | undefined)[];

/** When a token says that it was signed, in milliseconds since 1970: nobody has checked that. Tokens of {@link signToken} say it. */
function signedAt(token: string): number {
  try {
    return (decodeJwt(token).iat ?? 0) * 1_000;
  } catch (error) {
    // Its claims are not JSON: it is not valid, whatever has signed it.
    if (error instanceof JOSEError) return 0;
    throw error;
  }
}

/** Reads a secret again, for a token that nothing known has signed. @throws TokenUndecided */
type Reread = (token: string) => Promise<Texts>;

/**
 * At most every 10 seconds: anybody can send tokens that nobody knows. Who asks meanwhile hears the same, except for a token that says it
 * was signed later: that may be with a newer secret, and who has just logged in must not be logged out. What has failed is not kept: it
 * says nothing about a token.
 */
function createReread(secret: TokenSecret): Reread {
  let latest: Promise<Texts> = Promise.resolve([]);
  let readAt = Number.NEGATIVE_INFINITY;
  return async (token) => {
    const now = Date.now();
    if (now >= readAt + cooldown) {
      readAt = now;
      latest = Promise.all([secret.get({ fresh: true }), secret.previous({ fresh: true })]);
    } else if (signedAt(token) > readAt) {
      throw new TokenUndecided(Math.ceil((readAt + cooldown - now) / 1_000));
    }
    try {
      return await latest;
    } catch (error) {
      readAt = Number.NEGATIVE_INFINITY;
      throw error;
    }
  };
}

/**
 * Makes what checks tokens: signature, expiry, and what is expected.
 * @param skew - How far clocks may be apart, in seconds.
 */
export function createVerify(secret: TokenSecret, expected: Expected, skew: number): Verify {
  const reread = createReread(secret);
  const options = { ...expected, algorithms: [algorithm], clockTolerance: skew, requiredClaims: ["exp"] };

  /** The texts that may have signed a token, in the order in which it is worth trying them. */
  async function* candidates(token: string): AsyncGenerator<string | undefined> {
    yield secret.get();
    yield secret.previous();
    yield* await reread(token);
  }

  return async (token) => {
    const tried = new Set<string>();
    for await (const text of candidates(token)) {
      if (text === undefined || tried.has(text)) continue;
      tried.add(text);
      try {
        return (await jwtVerify(token, toKey(text), options)).payload;
      } catch (error) {
        if (!(error instanceof JOSEError)) throw error;
        if (!(error instanceof JWSSignatureVerificationFailed)) throw refusalOf(error);
      }
    }
    throw new TokenRefused("The token is not valid.");
  };
}
