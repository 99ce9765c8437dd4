import type { PerCloud } from "../../spec/index.ts";
import { aws } from "./aws.ts";
import { azure } from "./azure.ts";
import { cloudflare } from "./cloudflare.ts";
import type { DeadLetterCloud } from "./contract.ts";
import { gcp } from "./gcp.ts";

export type { DeadLetterBox, DeadLetterCloud } from "./contract.ts";

/** How to access dead letters, with the vendors' APIs. */
export const letterClouds: PerCloud<DeadLetterCloud> = { aws, gcp, azure, cloudflare };
