import { freeAws } from "./aws/free.ts";
import { freeAzure } from "./azure/free.ts";
import { freeCloudflare } from "./cloudflare/free.ts";
import { freeGcp } from "./gcp/free.ts";

/** Types that cost nothing themselves, whatever is done with them: settings, grants, names, and what others are counted by. */
export const free: ReadonlySet<string> = new Set([...freeAws, ...freeGcp, ...freeAzure, ...freeCloudflare]);
