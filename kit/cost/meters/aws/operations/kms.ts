import type { MeteredType } from "../../contract.ts";
import { guarded } from "../../guarded.ts";

const source = "https://aws.amazon.com/kms/pricing/";

/** A key before it is rotated: the first and the second rotation each add as much. Requests with asymmetric keys cost more. */
const meters = guarded(
  {
    customerMasterKeySpec: ({ inputs }, property) => inputs.text(property, "SYMMETRIC_DEFAULT") !== "SYMMETRIC_DEFAULT",
  },
  [
    { price: "aws.kms.keys", quantity: () => 1 },
    { price: "aws.kms.requests", quantity: ({ use }) => use("accesses") },
  ],
);

export const keys: readonly MeteredType[] = [
  { type: "aws:kms/key:Key", source, meters },
  { type: "aws:kms/replicaKey:ReplicaKey", source, meters },
];
