import type { MeteredType } from "../contract.ts";

/** What is paid for on Cloudflare. */
export const cloudflare: readonly MeteredType[] = [];
