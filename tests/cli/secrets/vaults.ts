import { vendorDoors } from "../../../kit/cli/credentials/doors.ts";
import { type SecretVault, secretClouds } from "../../../kit/cli/secrets/index.ts";
import type { Cloud } from "../../../kit/spec/index.ts";
import { az, identityOf } from "../credentials/identity.ts";
import { openVendor, type Received, type Reply, type Vendor } from "../credentials/vendor.ts";

/** A secret over a vendor's API on this machine. */
export interface OpenedVault extends AsyncDisposable {
  readonly vendor: Vendor;
  readonly vault: SecretVault;
  readonly actor: string;
  /** The requests that were about secrets. */
  asked(): readonly Received[];
}

/**
 * @param attributes - What the secret's handle says; `$URL` stands for the vendor's address.
 * @param answer - What the API answers to requests that are about secrets.
 */
export async function openVault(
  cloud: Cloud,
  attributes: Readonly<Record<string, string>>,
  answer: (request: Received) => Reply,
  readers: readonly string[] = [],
): Promise<OpenedVault> {
  const vendor = await openVendor((request) => identityOf(request) ?? answer(request));
  vendor.install("az", az(vendor.url));
  const doors = vendorDoors({
    ...{ PATH: vendor.path, AWS_ENDPOINT_URL: vendor.url, AWS_ACCESS_KEY_ID: "AKID", AWS_SECRET_ACCESS_KEY: "secret" },
    ...{ GOOGLE_OAUTH_ACCESS_TOKEN: "googles-token", CLOUDSDK_API_ENDPOINT_OVERRIDES_OAUTH2: vendor.url },
    ...{ CLOUDSDK_API_ENDPOINT_OVERRIDES_SECRETMANAGER: vendor.url },
    ...{ CLOUDFLARE_API_TOKEN: "cloudflares-token", CLOUDFLARE_API_BASE_URL: vendor.url },
  });
  const placed = Object.entries(attributes).map(([name, value]) => [name, value.replace("$URL", vendor.url)] as const);
  const source = { kind: "later" } as const;
  const own = { cloud, set: "shop", name: "partnerKey", attributes: Object.fromEntries(placed), source, readers };
  const { access, open } = secretClouds[cloud];
  const opened = await access(own, doors);
  return {
    vendor,
    vault: open(own, opened),
    actor: opened.actor,
    asked: () => vendor.received.filter((request) => identityOf(request) === undefined),
    [Symbol.asyncDispose]: async () => vendor.close(),
  };
}
