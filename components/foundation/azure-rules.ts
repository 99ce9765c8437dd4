import type * as types from "@pulumi/azure-native/types/index.js";
import { type ComponentResource, log } from "@pulumi/pulumi";
import { FourfoldError } from "fourfold";
import type { AzureFoundationArgs } from "./args.ts";

const retention = "https://learn.microsoft.com/azure/azure-monitor/logs/data-retention-configure";

/** How long a workspace keeps logs so that they can be queried, in days. Tables can keep them longer, for search jobs. */
const kept = { least: 30, most: 730 };

/**
 * How many days a workspace keeps logs: at least 30.
 * @throws FourfoldError `ERR_LIMIT` for more than a workspace can.
 */
export function settleRetention(days: number, where: string): number {
  if (days <= kept.most) return Math.max(days, kept.least);
  throw new FourfoldError("ERR_LIMIT", {
    where,
    what: `logs cannot be kept for ${days} days on azure, where a workspace keeps them for at most ${kept.most} (${retention}).`,
    fix: `Keep them for ${kept.most} days, and set a longer total retention on the tables of the workspace.`,
  });
}

/**
 * A link allows nothing but to read one blob of code, as long as the blob exists and the account's key is not rotated. Deployed
 * links have this day: another default would deliver everything again.
 */
const defaultExpiry = "2099-12-31";

/** How long before links expire preview warns, in milliseconds. */
const notice = 60 * 86_400_000;

/**
 * When links to code expire, as a signature has it. A constant, so that the signature is the same at every run: a date
 * from the clock would deliver again each time.
 *
 * @throws FourfoldError `ERR_CONFIG` for what is not a future day.
 */
export function settleExpiry(
  { codeLinkExpiry = defaultExpiry }: AzureFoundationArgs,
  self: ComponentResource,
  where: string,
): string {
  const expiry = `${codeLinkExpiry}T00:00:00Z`;
  const time = Date.parse(expiry);
  const isDay =
    /^\d{4}-\d{2}-\d{2}$/.test(codeLinkExpiry) && new Date(time || 0).toISOString().startsWith(codeLinkExpiry);
  const left = time - Date.now();
  if (!isDay || left <= 0) {
    throw new FourfoldError("ERR_CONFIG", {
      where,
      what: `\`azure.codeLinkExpiry\` is ${JSON.stringify(codeLinkExpiry)}, ${isDay ? "which is over" : "which is not a day"}: code could not be delivered.`,
      fix: 'Set it to a day to come: "2099-12-31".',
    });
  }
  if (left < notice) {
    const days = Math.ceil(left / 86_400_000);
    void log.warn(`${where}: links to code expire in ${days} days. Set \`azure.codeLinkExpiry\` to a later day.`, self);
  }
  return expiry;
}

/**
 * Longer signatures are logged, not refused: with "Block" code could only be delivered by links that expire within this time.
 * Policies of organizations refuse accounts without it:
 * https://learn.microsoft.com/azure/storage/common/sas-expiration-policy
 */
export const sasPolicy: types.input.storage.SasPolicyArgs = {
  sasExpirationPeriod: "90.00:00:00",
  expirationAction: "Log",
};
