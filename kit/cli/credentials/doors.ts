import type { PerCloud } from "../../spec/index.ts";
import { openAws } from "./aws.ts";
import { type DataPlane, openAzure } from "./azure.ts";
import { openCloudflare } from "./cloudflare.ts";
import type { CloudAccess, Environment } from "./contract.ts";
import { openGcp } from "./gcp.ts";

/**
 * The ways to a cloud's APIs, by where on the cloud something is: those of real clouds, or of simulated ones.
 * @throws FourfoldError `ERR_CREDENTIALS`, `ERR_CLOUD` from each of them
 */
export interface Doors extends Readonly<PerCloud<unknown>> {
  aws(account: string, region: string): Promise<CloudAccess>;
  gcp(project: string): Promise<CloudAccess>;
  /** @param subscription - `/subscriptions/…` */
  azure(subscription: string, plane: DataPlane): Promise<CloudAccess>;
  cloudflare(account: string): Promise<CloudAccess>;
}

/** The ways to real clouds, with the credentials of the user. */
export function vendorDoors(environment: Environment): Doors {
  return {
    aws: (_account, region) => openAws(environment, region),
    gcp: () => openGcp(environment),
    azure: (subscription, plane) => openAzure(environment, subscription.split("/")[2] ?? "", plane),
    cloudflare: (account) => openCloudflare(environment, account),
  };
}
