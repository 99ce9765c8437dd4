import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { CloudError } from "../../contract.ts";
import { canonicalHeaders, canonicalPath, canonicalQuery, queryParameters, type SignedRequest } from "./canonical.ts";
import { type Claim, readClaim } from "./claim.ts";

/** The scope that a signature must be valid for. */
export interface SigningScope {
  readonly region: string;
  readonly service: string;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** How long a signature in a header is valid, and how far a caller's clock may be ahead, in milliseconds. */
const tolerance = 5 * 60_000;

/** Codes and messages as in https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html */
function invalid(message: string): CloudError {
  return new CloudError("InvalidSignatureException", message, 403);
}

/**
 * Verifies the signature of a request, in its `Authorization` header or, if it is presigned, in its query, and returns the
 * verified claim. `undefined`: the request is not signed.
 *
 * @param secretOf - Returns the secret key that belongs to a claim. Throws {@link CloudError} if the key does not exist.
 * @throws CloudError as the vendor's services.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function verifySignature(
  request: SignedRequest,
  scope: SigningScope,
  secretOf: (claim: Claim) => string,
): Claim | undefined {
  const claim = readClaim(request);
  if (claim === undefined) return undefined;
  requireSigned(claim, request);
  requireScope(claim, scope);
  requireTime(claim, scope.now);
  const expected = signatureOf(claim, canonicalRequest(claim, request), secretOf(claim));
  const [given, wanted] = [Buffer.from(claim.signature), Buffer.from(expected)];
  if (given.length === wanted.length && timingSafeEqual(given, wanted)) return claim;
  throw invalid(
    "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key " +
      "and signing method. Consult the service documentation for details.",
  );
}

/** "You must include the host header … and any x-amz-* headers in the request." */
function requireSigned({ signedHeaders }: Claim, { headers }: SignedRequest): void {
  if (!signedHeaders.includes("host")) {
    throw invalid("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
  }
  const left = Object.keys(headers).find((name) => name.startsWith("x-amz-") && !signedHeaders.includes(name));
  if (left !== undefined) throw invalid(`'${left}' must be a 'SignedHeader' in the AWS Authorization.`);
}

function requireScope({ date, time, region, service }: Claim, scope: SigningScope): void {
  if (region !== scope.region) {
    throw invalid(`Credential should be scoped to a valid Region, not ${region}.`);
  }
  if (service !== scope.service) {
    throw invalid(`Credential should be scoped to correct service: '${scope.service}'.`);
  }
  if (!time.startsWith(date)) {
    throw invalid(
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${date}' != '${time.slice(0, 8)}', from '${time}'.`,
    );
  }
}

function requireTime({ time, signedAt, lifetime }: Claim, now: number): void {
  const [given, current] = [time, basicTime(now)];
  if (signedAt > now + tolerance) {
    throw invalid(
      `Signature not yet current: ${given} is still later than ${basicTime(now + tolerance)} (${current} + 5 min.)`,
    );
  }
  if (lifetime === undefined ? signedAt >= now - tolerance : now < signedAt + lifetime) return;
  const limit = lifetime === undefined ? now - tolerance : signedAt + lifetime;
  throw invalid(
    lifetime === undefined
      ? `Signature expired: ${given} is now earlier than ${basicTime(limit)} (${current} - 5 min.)`
      : `Signature expired: ${current} is now later than ${basicTime(limit)}`,
  );
}

/** `20260101T000000Z` */
function basicTime(epoch: number): string {
  return new Date(epoch).toISOString().replace(/[-:]|\.\d+/g, "");
}

function canonicalRequest({ signedHeaders, isPresigned }: Claim, request: SignedRequest): string {
  const [path, query] = splitTarget(request.target);
  const parameters = queryParameters(query).filter(([name]) => !isPresigned || name !== "X-Amz-Signature");
  return [
    request.method,
    canonicalPath(path),
    canonicalQuery(parameters),
    canonicalHeaders(request.headers, signedHeaders),
    signedHeaders.join(";"),
    // The hash of the received body, whatever a header says: a body that was changed on its way does not match its signature.
    createHash("sha256").update(request.body).digest("hex"),
  ].join("\n");
}

function splitTarget(target: string): readonly [path: string, query: string] {
  const mark = target.indexOf("?");
  return mark < 0 ? [target, ""] : [target.slice(0, mark), target.slice(mark + 1)];
}

function signatureOf({ date, time, region, service }: Claim, canonical: string, secret: string): string {
  const hash = createHash("sha256").update(canonical).digest("hex");
  const text = ["AWS4-HMAC-SHA256", time, `${date}/${region}/${service}/aws4_request`, hash].join("\n");
  const key = [date, region, service, "aws4_request"].reduce<string | Buffer>(
    (parent, part) => createHmac("sha256", parent).update(part).digest(),
    `AWS4${secret}`,
  );
  return createHmac("sha256", key).update(text).digest("hex");
}
