import { aws } from "./aws/index.ts";
import { azure } from "./azure/index.ts";
import { cloudflare } from "./cloudflare/index.ts";
import type { MeteredType } from "./contract.ts";
import { gcp } from "./gcp/index.ts";

/** What is paid for, by type token. */
export const meters: ReadonlyMap<string, MeteredType> = new Map(
  [...aws, ...gcp, ...azure, ...cloudflare].map((metered) => [metered.type, metered]),
);
