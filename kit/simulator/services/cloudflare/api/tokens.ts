import { randomBytes, timingSafeEqual } from "node:crypto";
import { CloudError, type World } from "../../../contract.ts";

const key = (account: string): string => `cloudflare/api-token/${account}`;

/** The API token of an account, which may do everything there. Created on first use. */
export function tokenOf({ store }: World, account: string): string {
  if (!/^[0-9a-f]{32}$/.test(account)) {
    throw new CloudError("7003", `An API token is for an account, by its id of 32 hexadecimal digits, not ${account}.`);
  }
  const existing = store.getValue(key(account));
  if (existing !== undefined) return existing;
  const token = randomBytes(30).toString("base64url");
  store.putValue(key(account), token);
  return token;
}

/**
 * https://developers.cloudflare.com/fundamentals/api/get-started/create-token/
 * @throws CloudError when a request does not have the account's token.
 */
export function requireToken({ store }: World, account: string, authorization: string | undefined): void {
  if (authorization === undefined) {
    throw new CloudError("9106", "Missing X-Auth-Key, X-Auth-Email or Authorization headers", 400);
  }
  const token = store.getValue(key(account));
  const [wanted, shown] = [Buffer.from(`Bearer ${token}`), Buffer.from(authorization)];
  const isRight = token !== undefined && wanted.length === shown.length && timingSafeEqual(wanted, shown);
  if (!isRight) throw new CloudError("10000", "Authentication error", 403);
}
