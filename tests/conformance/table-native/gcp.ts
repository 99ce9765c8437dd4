import { Firestore, Timestamp } from "@google-cloud/firestore";
import { GoogleAuth, OAuth2Client } from "google-auth-library";
import { type NativeTable, ofReader } from "./contract.ts";

/** https://cloud.google.com/firestore/docs/concepts/data-types */
export const gcp: NativeTable = {
  async read({ userId, id }, target) {
    const { credentials } = await target.simulator.services("gcp");
    const given = await credentials?.({ principal: ofReader(target, "Account", "email") });
    const { path = "", collection = "" } = target.attributesOf("orders");
    const [, projectId = "", , databaseId = ""] = path.split("/");
    const authClient = new OAuth2Client();
    authClient.setCredentials({ access_token: given?.GOOGLE_OAUTH_ACCESS_TOKEN ?? "" });
    const { host } = new URL(String(given?.STORAGE_EMULATOR_HOST));
    const auth = new GoogleAuth({ authClient });
    const client = new Firestore({ projectId, databaseId, host, ssl: false, preferRest: true, auth });
    const found = await client.collection(collection).doc(`${userId}~${id}`).get();
    await client.terminate();
    return found.data() ?? {};
  },
  // "a field of type Date and time": https://cloud.google.com/firestore/docs/ttl
  expected: (item) => ({ ...item, _expires: Timestamp.fromMillis(item.expiresAt * 1_000) }),
  beside: ["_version"],
};
