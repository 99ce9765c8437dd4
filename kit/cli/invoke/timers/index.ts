import type { PerCloud } from "../../../spec/index.ts";
import { aws } from "./aws.ts";
import { azure } from "./azure.ts";
import { cloudflare } from "./cloudflare.ts";
import type { HandCaller } from "./contract.ts";
import { gcp } from "./gcp.ts";

export type { HandCaller, HandRun, Offer, RunOrder } from "./contract.ts";

/** How functions on real clouds are run by hand: with the vendors' APIs. */
export const vendorCallers: PerCloud<HandCaller> = { aws, gcp, azure, cloudflare };
