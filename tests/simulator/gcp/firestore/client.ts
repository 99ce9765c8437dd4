import { Firestore } from "@google-cloud/firestore";
import { GoogleAuth, OAuth2Client } from "google-auth-library";
import { createFakeClock, type FakeClock } from "../../../../kit/simulator/index.ts";
import type { Deployed, Deployment } from "../../deployment.ts";
import { type Access, accessOf, callApi, createAccount, grantTo } from "../api/client.ts";
import { openGcp } from "../shop.ts";

type Properties = Readonly<Record<string, unknown>>;

export const databaseToken = "gcp:firestore/database:Database";
export const indexToken = "gcp:firestore/index:Index";
export const fieldToken = "gcp:firestore/field:Field";

/** The full name of the tests' database. */
export const databaseName = "projects/shop-project/databases/shop";

export const start = Date.UTC(2026, 6, 1);

export function createDatabase(gcp: Deployment, more: Properties = {}): Promise<Deployed> {
  const inputs = { name: "shop", locationId: "eur3", type: "FIRESTORE_NATIVE", deletionPolicy: "DELETE", ...more };
  return gcp.create(databaseToken, String(inputs.name), inputs);
}

/** An account that may do everything with documents. */
export async function createClerk(gcp: Deployment, role = "roles/datastore.user"): Promise<void> {
  await createAccount(gcp);
  await grantTo(gcp, "shop-clerk", role);
}

/** A cloud with a database, an account that may use it, and a clock that stands still. */
export async function openShop(
  more: Properties = {},
): Promise<{ readonly gcp: Deployment; readonly clock: FakeClock }> {
  const clock = createFakeClock(start);
  const gcp = await openGcp({ clock });
  await createClerk(gcp);
  await createDatabase(gcp, more);
  return { gcp, clock };
}

/** A composite index of fields: `status`, or `placedAt desc`. */
export function createIndex(gcp: Deployment, ...fields: readonly string[]): Promise<Deployed> {
  const entries = fields.map((field) => {
    const [fieldPath, direction] = field.split(" ");
    return { fieldPath, order: direction === undefined ? "ASCENDING" : "DESCENDING" };
  });
  return gcp.create(indexToken, fields.join(), { database: "shop", collection: "orders", fields: entries });
}

/** How a field of orders is indexed, and whether orders end by it. */
export function createField(gcp: Deployment, field: string, more: Properties): Promise<Deployed> {
  return gcp.create(fieldToken, field, { database: "shop", collection: "orders", field, ...more });
}

/** Google's own client of the tests' database, over REST. */
export function clientOf({ url, token }: Access, databaseId = "shop"): Firestore {
  const authClient = new OAuth2Client();
  authClient.setCredentials({ access_token: token });
  return new Firestore({
    ...{ projectId: "shop-project", databaseId, host: new URL(url).host, ssl: false, preferRest: true },
    auth: new GoogleAuth({ authClient }),
  });
}

/** The same of an account. */
export async function firestoreOf(gcp: Deployment, accountId = "shop-clerk"): Promise<Firestore> {
  return clientOf(await accessOf(gcp, accountId));
}

/** Calls the API with `:commit`, or with the path of a document. */
export async function call(gcp: Deployment, what: string, body?: unknown, method = "POST", accountId = "shop-clerk") {
  const init = {
    method,
    headers: { "content-type": "application/json", connection: "close" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  };
  return callApi(await accessOf(gcp, accountId), `/v1/${databaseName}/documents${what}`, init);
}

/** The full name of a document. */
export function nameOf(path: string): string {
  return `${databaseName}/documents/${path}`;
}

/** Commits writes, and gives the status of the answer: a code, or OK. */
export async function commit(gcp: Deployment, ...writes: readonly Properties[]): Promise<string> {
  const { body } = await call(gcp, ":commit", { writes });
  return body.error?.status ?? "OK";
}
