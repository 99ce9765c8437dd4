import type { MeteredType } from "../../contract.ts";

/** A row counts as one, whatever its size. An index on a column that is written to is a row more, which usage has to say. */
export const d1Database: MeteredType = {
  type: "cloudflare:index/d1Database:D1Database",
  source: "https://developers.cloudflare.com/d1/platform/pricing/",
  meters: [
    { price: "cloudflare.d1.reads", quantity: ({ use }) => use("reads") },
    // "Write operations include INSERT, UPDATE, and DELETE."
    { price: "cloudflare.d1.writes", quantity: ({ use }) => use("writes") + use("deletes") },
    { price: "cloudflare.d1.storage", quantity: ({ use }) => use("storage") },
  ],
};
