import type { Inputs } from "../../../resources/inputs.ts";
import type { MeteredType, Reading } from "../../contract.ts";
import { notWhere, only } from "../../guards.ts";
import { gigabytes } from "../units.ts";

const source = "https://developers.cloudflare.com/r2/pricing/";

/** As in the ids of prices: https://developers.cloudflare.com/r2/buckets/storage-classes/ */
const classOf = (inputs: Inputs): "r2" | "r2.infrequent" =>
  inputs.text("storageClass") === "InfrequentAccess" ? "r2.infrequent" : "r2";

const priceOf =
  (what: string) =>
  ({ inputs }: Reading): string =>
    `cloudflare.${classOf(inputs)}.${what}`;

/** Deletions and egress are free. */
export const r2Bucket: MeteredType = {
  type: "cloudflare:index/r2Bucket:R2Bucket",
  source,
  guards: { storageClass: only("Standard", "InfrequentAccess") },
  meters: [
    { price: priceOf("storage"), quantity: ({ use }) => use("storage") },
    { price: priceOf("class-a"), quantity: ({ use }) => use("writes") },
    { price: priceOf("class-b"), quantity: ({ use }) => use("reads") },
    {
      price: ({ inputs }) => (classOf(inputs) === "r2" ? undefined : "cloudflare.r2.infrequent.retrieval"),
      quantity: ({ use }) => gigabytes(use("reads") * use("itemSize")),
    },
  ],
};

/** Rules cost nothing themselves, unless they move objects. */
export const r2BucketLifecycle: MeteredType = {
  type: "cloudflare:index/r2BucketLifecycle:R2BucketLifecycle",
  source,
  guards: {
    rules: notWhere(
      ({ inputs }, property) => inputs.list(property).some((rule) => rule.list("storageClassTransitions").length > 0),
      "moves objects to other classes",
    ),
  },
  meters: [],
};
