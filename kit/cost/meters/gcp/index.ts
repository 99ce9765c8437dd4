import type { MeteredType } from "../contract.ts";

/** What is paid for on Google Cloud. */
export const gcp: readonly MeteredType[] = [];
