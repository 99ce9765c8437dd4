import type { AnySchema, OutputOf, TypeOnly } from "../../../../spec/resources/item.ts";
import { type Duration, toSeconds } from "../../../../spec/units.ts";
import type { TokenSecret } from "../../../tokens/secret.ts";
import { createVerify, type Expected, TokenRefused, TokenUndecided } from "../../../tokens/verify.ts";
import { HttpError } from "../errors.ts";
import type { HttpMiddleware } from "./compose.ts";

/** What every accepted token says, if it says it. https://www.rfc-editor.org/rfc/rfc7519#section-4.1 */
export interface TokenClaims {
  /** Whom it is about. */
  readonly sub?: string;
  /** What its bearer may do: words with a space between two. */
  readonly scope?: string;
  readonly iss?: string;
  readonly aud?: string | readonly string[];
  /** When it expires, in seconds since 1970. */
  readonly exp: number;
  /** When it was signed, in seconds since 1970. */
  readonly iat?: number;
}

/** Which tokens are accepted. */
export interface BearerOptions<S extends AnySchema = TypeOnly<unknown>> extends Expected {
  /** What tokens are signed with: a linked secret. */
  readonly secret: TokenSecret;
  /** What a token's claims must be: any Standard Schema, or `type<T>()`, which checks nothing. @default those of {@link TokenClaims} */
  readonly claims?: S;
  /** What the bearer must be allowed to do: all of them, in the claim `scope`. @default [] */
  readonly scopes?: readonly string[];
  /** How far clocks may be apart. @default "30 seconds" */
  readonly skew?: Duration;
  /** What is protected, as clients are told. @default "api" */
  readonly realm?: string;
}

/** Middleware that lets through who has a token; and, inside the app, what the token says. */
export interface Bearer<C> extends HttpMiddleware {
  /**
   * The claims of a request's token, checked once for each request.
   * @throws HttpError 401, 403 when the token does not allow it, or 503 while it may be signed with a secret that is too new to be known.
   */
  claimsOf(request: Request): Promise<C>;
}

/** `Bearer`, in any case, and what may follow it: https://www.rfc-editor.org/rfc/rfc6750#section-2.1 */
const credentials = /^bearer +([\w~+/.-]+=*)$/i;
const isBearer = /^bearer(?: |$)/i;

/** A value in quotes: https://www.rfc-editor.org/rfc/rfc9110#section-5.6.4. What a header cannot have is left out. */
const quoted = (text: string): string => `"${text.replace(/[^ !#-[\]-~]/g, "")}"`;

/** https://www.rfc-editor.org/rfc/rfc6750#section-3 */
function challenge(realm: string, parameters: Readonly<Record<string, string>> = {}): { "www-authenticate": string } {
  const all = Object.entries({ realm, ...parameters }).map(([name, value]) => `${name}=${quoted(value)}`);
  return { "www-authenticate": `Bearer ${all.join(", ")}` };
}

/** The answer to who has sent no token: without an error, since there is none yet. */
function missing(realm: string): HttpError {
  return new HttpError(401, { detail: "Send a token: Authorization: Bearer …", headers: challenge(realm) });
}

function invalid(realm: string, detail: string, cause?: unknown): HttpError {
  const headers = challenge(realm, { error: "invalid_token", error_description: detail });
  return new HttpError(401, { code: "invalid_token", detail, headers, cause });
}

/** What went wrong with a token, as its bearer is answered. */
function answerTo(error: unknown, realm: string): unknown {
  if (error instanceof TokenRefused) return invalid(realm, error.message, error.cause);
  if (!(error instanceof TokenUndecided)) return error;
  const headers = { "retry-after": String(error.retryAfter) };
  return new HttpError(503, { detail: `${error.message} Try again later.`, headers, cause: error });
}

function insufficient(realm: string, scope: string): HttpError {
  const headers = challenge(realm, { error: "insufficient_scope", scope });
  const detail = `The token does not allow this. It needs: ${scope}.`;
  return new HttpError(403, { code: "insufficient_scope", detail, headers });
}

/** The token that a request sends. @throws HttpError 401 */
function tokenOf({ headers }: Request, realm: string): string {
  const header = headers.get("authorization");
  if (header === null || !isBearer.test(header)) throw missing(realm);
  const token = credentials.exec(header)?.[1];
  if (token !== undefined) return token;
  throw invalid(realm, "The authorization header does not have one token.");
}

function isAllowed(scope: unknown, required: readonly string[]): boolean {
  const granted = typeof scope === "string" ? scope.split(" ") : [];
  return required.every((one) => granted.includes(one));
}

/**
 * Lets through requests with `Authorization: Bearer <token>`, where the token is a JSON Web Token that was signed with a secret by HMAC
 * SHA-256 (HS256), has not expired, is meant for this audience and allows enough. Answers others 401 or 403, and says why in
 * `WWW-Authenticate`: RFC 6750.
 *
 * Tokens that were signed before the secret was rotated are still accepted, and those that were signed with a new secret at once. For
 * unknown ones the secret is read again at most every 10 seconds; a token that says it was signed since then is answered 503 with
 * `Retry-After`, as it may be of a new secret.
 * @throws FourfoldError `ERR_SPEC` for what is not a duration.
 *
 * @example
 * const staff = bearer({ secret: signing, scopes: ["staff"], claims: Session });
 *
 * compose([staff], app);                            // the whole app,
 * const { sub } = await staff.claimsOf(c.req.raw);  // or one route, and what the token says
 */
export function bearer<S extends AnySchema = TypeOnly<unknown>>(
  options: BearerOptions<S>,
): Bearer<TokenClaims & OutputOf<S>> {
  const { secret, claims: schema, scopes = [], skew = "30 seconds", realm = "api", ...expected } = options;
  const verify = createVerify(secret, expected, toSeconds(skew, "The skew of clocks"));
  const checked = new WeakMap<Request, Promise<TokenClaims & OutputOf<S>>>();

  async function check(request: Request): Promise<TokenClaims & OutputOf<S>> {
    const token = tokenOf(request, realm);
    const claims = await verify(token).catch((error: unknown) => {
      throw answerTo(error, realm);
    });
    if (!isAllowed(claims.scope, scopes)) throw insufficient(realm, scopes.join(" "));
    const result = await schema?.["~standard"]?.validate(claims);
    if (result?.issues !== undefined) throw invalid(realm, "The token's claims are not those of this service.");
    // Registered claims are the library's to check; the others have been checked by the schema, or nobody wanted them to be.
    return { ...claims, ...result?.value } as TokenClaims & OutputOf<S>;
  }

  const claimsOf = (request: Request) => {
    const known = checked.get(request) ?? check(request);
    checked.set(request, known);
    return known;
  };
  const middleware: HttpMiddleware = async (request, _context, next) => {
    await claimsOf(request);
    return next(request);
  };
  return Object.assign(middleware, { claimsOf });
}
