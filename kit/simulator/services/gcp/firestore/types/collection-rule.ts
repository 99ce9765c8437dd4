import type { Constraint } from "../../../../contract.ts";
import { isReserved } from "../names.ts";

/** https://cloud.google.com/firestore/quotas#collections_documents_and_fields */
export const collectionRule: Constraint = {
  property: "collection",
  rule: "must be 1 to 1,500 bytes without /, not . or .., and not begin and end with __",
  source: "https://cloud.google.com/firestore/quotas#collections_documents_and_fields",
  accepts: (value) =>
    typeof value === "string" &&
    /^(?!\.{1,2}$)[^/]+$/.test(value) &&
    !isReserved(value) &&
    Buffer.byteLength(value) <= 1_500,
  refused: [
    { collection: "users/orders" },
    { collection: ".." },
    { collection: "__all__" },
    { collection: "x".repeat(1_501) },
  ],
  accepted: { collection: "x".repeat(1_500) },
};
