import { call } from "./call.ts";
import { Kept } from "./kept.ts";

/** How long before its end a token is renewed, in milliseconds. */
const early = 60_000;

interface Token {
  readonly text: string;
  /** In milliseconds since 1970. */
  readonly expires: number;
}

function cached(renew: () => Promise<Token>): () => Promise<string> {
  const token = new Kept(renew, ({ expires }) => expires - early);
  return async () => (await token.get()).text;
}

async function ask(url: URL, headers: Record<string, string>): Promise<Readonly<Record<string, unknown>>> {
  const { isOk, status, text } = await call({ url, headers });
  if (isOk) return JSON.parse(text);
  throw new Error(`The platform gives no access token: ${status} ${text}`);
}

/** Access tokens of the function's service account. https://cloud.google.com/run/docs/securing/service-identity#access_tokens */
export function googleTokens(): () => Promise<string> {
  const { GCE_METADATA_HOST: host = "metadata.google.internal" } = process.env;
  const url = new URL(`http://${host}/computeMetadata/v1/instance/service-accounts/default/token`);
  return cached(async () => {
    const { access_token: text, expires_in: seconds } = await ask(url, { "metadata-flavor": "Google" });
    return { text: String(text), expires: Date.now() + Number(seconds) * 1_000 };
  });
}

/**
 * Access tokens of the app's identity for a resource.
 * https://learn.microsoft.com/azure/app-service/overview-managed-identity#rest-endpoint-reference
 */
export function azureTokens(resource: string): () => Promise<string> {
  return cached(async () => {
    const { IDENTITY_ENDPOINT = "", IDENTITY_HEADER = "", AZURE_CLIENT_ID = "" } = process.env;
    const url = new URL(IDENTITY_ENDPOINT);
    url.search = new URLSearchParams({ "api-version": "2019-08-01", resource, client_id: AZURE_CLIENT_ID }).toString();
    const { access_token: text, expires_on: seconds } = await ask(url, { "x-identity-header": IDENTITY_HEADER });
    return { text: String(text), expires: Number(seconds) * 1_000 };
  });
}
