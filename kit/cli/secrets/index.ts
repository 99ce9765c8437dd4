import type { PerCloud } from "../../spec/index.ts";
import { aws } from "./aws.ts";
import { azure } from "./azure.ts";
import { cloudflare } from "./cloudflare.ts";
import type { SecretCloud } from "./contract.ts";
import { gcp } from "./gcp.ts";

export type { DeployedSecret, SecretStatus, SecretVault } from "./contract.ts";

/** How to access secrets, with the vendors' APIs. */
export const secretClouds: PerCloud<SecretCloud> = { aws, gcp, azure, cloudflare };
