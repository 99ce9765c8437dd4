import { CloudError } from "../../../contract.ts";
import { type ApiAnswer, type ApiCall, json } from "./call.ts";

const unauthenticated = "UNAUTHENTICATED";

const expected =
  "Expected OAuth 2 access token, login cookie or other valid authentication credential. " +
  "See https://developers.google.com/identity/sign-in/web/devconsole-project.";

/** The error for a token that was not issued here, has expired, or whose account is gone. https://cloud.google.com/docs/authentication/troubleshoot-adc */
export function invalidCredentials(): CloudError {
  return new CloudError(unauthenticated, `Request had invalid authentication credentials. ${expected}`, 401);
}

/** @throws CloudError `UNAUTHENTICATED` for anonymous callers. */
export function requireCredentials({ caller }: ApiCall): void {
  if (!caller.anonymous) return;
  const message = `Request is missing required authentication credential. ${expected}`;
  throw new CloudError(unauthenticated, message, 401);
}

/**
 * @throws CloudError `PERMISSION_DENIED` when the caller's token has none of these scopes.
 * https://cloud.google.com/docs/authentication/token-types#access
 */
export function requireScope({ caller, scopes }: ApiCall, ...accepted: readonly string[]): void {
  const isCovered = ["cloud-platform", ...accepted].some((name) =>
    scopes.includes(`https://www.googleapis.com/auth/${name}`),
  );
  if (caller.anonymous || isCovered) return;
  throw new CloudError("PERMISSION_DENIED", "Request had insufficient authentication scopes.", 403);
}

/** `reason` of errors by the status of a response. https://cloud.google.com/storage/docs/json_api/v1/status-codes */
const reasons: Readonly<Record<number, string>> = {
  400: "invalid",
  401: "authError",
  403: "forbidden",
  404: "notFound",
  412: "conditionNotMet",
  416: "requestedRangeNotSatisfiable",
  429: "rateLimitExceeded",
  501: "notImplemented",
};

/** https://cloud.google.com/pubsub/docs/reference/error-codes */
export const exhausted = new CloudError("RESOURCE_EXHAUSTED", "Quota exceeded for quota metric of this API.", 429);

/**
 * An error in the form of all APIs: https://cloud.google.com/apis/design/errors#http_mapping
 * @param isAnonymous - Whether the call had no credentials, as opposed to invalid ones.
 */
export function refusal({ status: code, code: status, message }: CloudError, isAnonymous: boolean): ApiAnswer {
  const reason = code === 401 && isAnonymous ? "required" : (reasons[code] ?? "backendError");
  const answer = json({ error: { code, message, status, errors: [{ message, domain: "global", reason }] } }, code);
  if (code !== 401) return answer;
  const challenge = `Bearer realm="https://accounts.google.com/"${isAnonymous ? "" : ', error="invalid_token"'}`;
  return { ...answer, headers: { ...answer.headers, "www-authenticate": challenge } };
}
