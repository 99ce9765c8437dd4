import { type Inputs, UnreadableInput } from "../../resources/inputs.ts";
import type { MeteredType, Reading } from "../contract.ts";
import { gigabytes } from "./units.ts";

const source = "https://developers.cloudflare.com/r2/pricing/";

/** As in the ids of prices: https://developers.cloudflare.com/r2/buckets/storage-classes/ */
function classOf(inputs: Inputs): "r2" | "r2.infrequent" {
  const name = inputs.text("storageClass", "Standard");
  if (name === "Standard") return "r2";
  if (name === "InfrequentAccess") return "r2.infrequent";
  throw new UnreadableInput("storageClass", `is "${name}", which has no price in the book`);
}

const priceOf =
  (what: string) =>
  ({ inputs }: Reading): string =>
    `cloudflare.${classOf(inputs)}.${what}`;

/** Deletions and egress are free. */
export const r2Bucket: MeteredType = {
  type: "cloudflare:index/r2Bucket:R2Bucket",
  source,
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

/** It costs nothing, unless it moves objects into another class: then what the bucket costs is not known. */
export const r2BucketLifecycle: MeteredType = {
  type: "cloudflare:index/r2BucketLifecycle:R2BucketLifecycle",
  source,
  meters: [
    {
      price: ({ inputs }) => {
        const moving = inputs.list("rules").findIndex((rule) => rule.list("storageClassTransitions").length > 0);
        if (moving < 0) return undefined;
        const property = `rules[${moving}].storageClassTransitions`;
        throw new UnreadableInput(property, "moves objects, and nobody knows how many");
      },
      quantity: () => 0,
    },
  ],
};
