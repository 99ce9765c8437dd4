import type { Meter, MeteredType } from "../../contract.ts";
import { onlyWhere } from "../../only-where.ts";
import { gigabytes } from "../units.ts";

const cached = (price: string, quantity: Meter["quantity"]): Meter =>
  onlyWhere(({ inputs }) => inputs.flag("enableCdn"), { price, quantity });

/** What answers through Cloud CDN: each request is a lookup, and what the cache does not have fills it. */
const backendOf = (type: string): MeteredType => ({
  type,
  source: "https://cloud.google.com/cdn/pricing",
  meters: [
    cached("gcp.cdn.lookups", ({ use }) => use("requests")),
    cached("gcp.cdn.egress", ({ use }) => gigabytes(use("requests") * use("responseSize"))),
    cached("gcp.cdn.fill", ({ use }) => gigabytes(use("requests") * use("cacheMisses") * use("responseSize"))),
  ],
});

export const backends: readonly MeteredType[] = [
  backendOf("gcp:compute/backendBucket:BackendBucket"),
  backendOf("gcp:compute/backendService:BackendService"),
];
