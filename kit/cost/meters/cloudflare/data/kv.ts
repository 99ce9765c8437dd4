import type { MeteredType } from "../../contract.ts";

/** Lists have a price, too, and are rare: what is said of reads is taken for readings of a key. */
export const kvNamespace: MeteredType = {
  type: "cloudflare:index/workersKvNamespace:WorkersKvNamespace",
  source: "https://developers.cloudflare.com/kv/platform/pricing/",
  meters: [
    { price: "cloudflare.kv.reads", quantity: ({ use }) => use("reads") },
    { price: "cloudflare.kv.writes", quantity: ({ use }) => use("writes") },
    { price: "cloudflare.kv.deletes", quantity: ({ use }) => use("deletes") },
    { price: "cloudflare.kv.storage", quantity: ({ use }) => use("storage") },
  ],
};
