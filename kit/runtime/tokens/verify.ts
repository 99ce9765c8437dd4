import type { JWTPayload } from "jose";
import { JOSEError, JWSSignatureVerificationFailed, JWTExpired } from "jose/errors";
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

/** How long a secret is not read again for the sake of tokens that nobody knows, in milliseconds: anybody can send those. */
const cooldown = 10_000;

/** What is said to whoever sends a token. Not which check of several it was that a forged one has failed. */
function refusalOf(error: JOSEError): TokenRefused {
  const isExpired = error instanceof JWTExpired;
  return new TokenRefused(isExpired ? "The token has expired." : "The token is not valid.", { cause: error });
}

/** Checks a token. @returns its claims @throws TokenRefused */
export type Verify = (token: string) => Promise<JWTPayload>;

/** What a secret is, and what it was before. */
type Texts = readonly (string | undefined)[];

/**
 * Reads a secret again, for a token that nothing known has signed: at most every 10 seconds, whoever asks meanwhile hears the same. What
 * has failed is not kept: it says nothing about a token.
 */
function createReread(secret: TokenSecret): () => Promise<Texts> {
  let latest: Promise<Texts> = Promise.resolve([]);
  let next = 0;
  return async () => {
    if (Date.now() >= next) {
      next = Date.now() + cooldown;
      latest = Promise.all([secret.get({ fresh: true }), secret.previous({ fresh: true })]);
    }
    try {
      return await latest;
    } catch (error) {
      next = 0;
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
  async function* candidates(): AsyncGenerator<string | undefined> {
    yield secret.get();
    yield secret.previous();
    yield* await reread();
  }

  return async (token) => {
    const tried = new Set<string>();
    for await (const text of candidates()) {
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
