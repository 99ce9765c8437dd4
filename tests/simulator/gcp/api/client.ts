import { type Bucket, Storage } from "@google-cloud/storage";
import { OAuth2Client } from "google-auth-library";
import type { Deployed, Deployment } from "../../deployment.ts";
import { bucketToken } from "../shop.ts";

export const accountToken = "gcp:serviceaccount/account:Account";
export const bucketMemberToken = "gcp:storage/bucketIAMMember:BucketIAMMember";
export const projectMemberToken = "gcp:projects/iAMMember:IAMMember";

const project = "shop-project";

/** Where Google's APIs answer, and a token for them. */
export interface Access {
  readonly url: string;
  readonly token: string;
}

/** The address of an account of the project. */
export function emailOf(accountId: string): string {
  return `${accountId}@${project}.iam.gserviceaccount.com`;
}

/** The same, as grants name it. */
export function memberOf(accountId: string): string {
  return `serviceAccount:${emailOf(accountId)}`;
}

export function createAccount(gcp: Deployment, accountId = "shop-clerk", more: object = {}): Promise<Deployed> {
  return gcp.create(accountToken, accountId, { accountId, ...more });
}

async function accessFor(gcp: Deployment, principal: string): Promise<Access> {
  const services = await gcp.simulator.services("gcp");
  const given = await services.credentials?.({ principal });
  return { url: given?.STORAGE_EMULATOR_HOST ?? "", token: given?.GOOGLE_OAUTH_ACCESS_TOKEN ?? "" };
}

/** What an account that is deployed calls Google's APIs with. */
export function accessOf(gcp: Deployment, accountId = "shop-clerk"): Promise<Access> {
  return accessFor(gcp, emailOf(accountId));
}

/** What the user calls Google's APIs with who owns a project: whoever deploys to it. */
export function ownersAccess(gcp: Deployment, owned = project): Promise<Access> {
  return accessFor(gcp, owned);
}

/** Grants a role on the project, or on a bucket. */
export function grantTo(gcp: Deployment, accountId: string, role: string, bucket?: string): Promise<Deployed> {
  const member = memberOf(accountId);
  const name = [accountId, role, bucket].join(" ");
  return bucket === undefined
    ? gcp.create(projectMemberToken, name, { project, role, member })
    : gcp.create(bucketMemberToken, name, { bucket, role, member });
}

export function createBucket(gcp: Deployment, name = "shop-files", more: object = {}): Promise<Deployed> {
  return gcp.create(bucketToken, name, { name, location: "EU", ...more });
}

/** Google's own client of one bucket. */
export function clientOf({ url, token }: Access, name = "shop-files"): Bucket {
  const authClient = new OAuth2Client();
  authClient.setCredentials({ access_token: token });
  const storage = new Storage({
    apiEndpoint: url,
    useAuthWithCustomEndpoint: true,
    retryOptions: { autoRetry: false },
    authClient,
  });
  return storage.bucket(name);
}

/** Calls an API by hand. */
export async function callApi({ url, token }: Access, path: string, init: RequestInit = {}) {
  const headers = { ...init.headers, ...(token === "" ? {} : { authorization: `Bearer ${token}` }) };
  const response = await fetch(url + path, { ...init, headers });
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.startsWith("application/json");
  return { status: response.status, headers: response.headers, text, body: isJson ? Object(JSON.parse(text)) : {} };
}
