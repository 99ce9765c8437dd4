import { vendorDoors } from "../../../kit/cli/credentials/doors.ts";
import { type DeadLetterBox, letterClouds } from "../../../kit/cli/messages/index.ts";
import type { Cloud } from "../../../kit/spec/index.ts";
import { az, identityOf } from "../credentials/identity.ts";
import { openVendor, type Received, type Reply, type Vendor } from "../credentials/vendor.ts";

/** Dead letters over a vendor's API on this machine. */
export interface OpenedVendor {
  readonly vendor: Vendor;
  readonly box: DeadLetterBox;
  readonly actor: string;
  /** The requests that were about messages. */
  asked(): readonly Received[];
}

/** What makes commands and their vendors' command lines ask this vendor, as somebody. */
export const environmentOf = ({ url, path }: Vendor): Readonly<Record<string, string>> => ({
  ...{ PATH: path, AWS_ENDPOINT_URL: url, AWS_ACCESS_KEY_ID: "AKID", AWS_SECRET_ACCESS_KEY: "secret" },
  ...{ GOOGLE_OAUTH_ACCESS_TOKEN: "googles-token", CLOUDSDK_API_ENDPOINT_OVERRIDES_OAUTH2: url },
  ...{ CLOUDSDK_API_ENDPOINT_OVERRIDES_PUBSUB: url },
  ...{ CLOUDFLARE_API_TOKEN: "cloudflares-token", CLOUDFLARE_API_BASE_URL: url },
});

/**
 * @param attributes - What the queue's handle says; `$URL` stands for the vendor's address.
 * @param answer - What the API answers to requests that are about messages.
 */
export async function openBox(
  cloud: Cloud,
  attributes: Readonly<Record<string, string>>,
  answer: (request: Received) => Reply | undefined,
): Promise<OpenedVendor> {
  const vendor = await openVendor((request) => identityOf(request) ?? answer(request));
  vendor.install("az", az(vendor.url));
  const doors = vendorDoors(environmentOf(vendor));
  const placed = Object.entries(attributes).map(([name, value]) => [name, value.replace("$URL", vendor.url)] as const);
  const queue = { cloud, set: "shop", name: "placed", attributes: Object.fromEntries(placed) };
  const { access, open } = letterClouds[cloud];
  const opened = await access(queue, doors);
  return {
    vendor,
    box: open(queue, opened),
    actor: opened.actor,
    asked: () => vendor.received.filter((request) => identityOf(request) === undefined),
  };
}

/** The envelope of a letter that a function has put there. */
export const envelope = { id: "7f1c", sent: 1_774_747_800_000, tried: 5, reason: "Attempt 5 of 5 failed: out of ink" };

/** What is left of it in the message that is sent again. */
export const clean = { id: "7f1c", sent: 1_774_747_800_000 };
