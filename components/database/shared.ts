import type { PerCloud } from "fourfold";

/** Whether the tables of a set are in something that they share. */
export const sharedBy: PerCloud<boolean> = { aws: false, gcp: true, azure: true, cloudflare: false };
