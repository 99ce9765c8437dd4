import { SecretManagerServiceClient } from "@google-cloud/secret-manager";
import { GoogleAuth, OAuth2Client } from "google-auth-library";
import type { Deployed, Deployment } from "../../deployment.ts";
import { accessOf, callApi, createAccount, memberOf } from "../api/client.ts";

type Properties = Readonly<Record<string, unknown>>;

export const secretToken = "gcp:secretmanager/secret:Secret";
export const versionToken = "gcp:secretmanager/secretVersion:SecretVersion";
export const secretMemberToken = "gcp:secretmanager/secretIamMember:SecretIamMember";

/** The full name of the tests' secret. */
export const secretName = "projects/shop-project/secrets/signing";

export function createSecret(gcp: Deployment, more: Properties = {}): Promise<Deployed> {
  return gcp.create(secretToken, "signing", { secretId: "signing", replication: { auto: {} }, ...more });
}

export function createVersion(gcp: Deployment, secretData: string, more: Properties = {}): Promise<Deployed> {
  return gcp.create(versionToken, secretData.slice(0, 10), { secret: secretName, secretData, ...more });
}

/** An account with a role on the secret. */
export async function createMember(gcp: Deployment, accountId: string, role: string): Promise<void> {
  await createAccount(gcp, accountId);
  await grantOn(gcp, accountId, role);
}

export function grantOn(gcp: Deployment, accountId: string, role: string): Promise<Deployed> {
  const inputs = { secretId: "signing", role: `roles/secretmanager.${role}`, member: memberOf(accountId) };
  return gcp.create(secretMemberToken, `${accountId} ${role}`, inputs);
}

/** Google's own client, over REST, of an account. */
export async function clientOf(gcp: Deployment, accountId = "shop-clerk"): Promise<SecretManagerServiceClient> {
  const { url, token } = await accessOf(gcp, accountId);
  const authClient = new OAuth2Client();
  authClient.setCredentials({ access_token: token });
  const { hostname, port } = new URL(url);
  return new SecretManagerServiceClient({
    ...{ fallback: true, protocol: "http", apiEndpoint: hostname, port: Number(port), projectId: "shop-project" },
    // Of another version of the library than the client's own: its types do not meet.
    auth: Object(new GoogleAuth({ authClient })),
  });
}

/** Calls the API with what follows the secret's name. */
export async function call(gcp: Deployment, what: string, body?: unknown, accountId = "shop-clerk") {
  const init = {
    method: body === undefined ? "GET" : "POST",
    headers: { "content-type": "application/json", connection: "close" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  };
  return callApi(await accessOf(gcp, accountId), `/v1/${secretName}${what}`, init);
}

/** What a version says, or the status of the refusal. */
export async function read(gcp: Deployment, version: number | "latest" = "latest"): Promise<string> {
  const { body } = await call(gcp, `/versions/${version}:access`);
  return body.error?.status ?? Buffer.from(body.payload.data, "base64").toString();
}
