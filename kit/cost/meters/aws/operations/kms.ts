import type { MeteredType } from "../../contract.ts";
import { only } from "../../guards.ts";

const source = "https://aws.amazon.com/kms/pricing/";

/** A key before it is rotated: the first and the second rotation each add as much. Requests with asymmetric keys cost more. */
const keyOf = (type: string): MeteredType => ({
  type,
  source,
  guards: { customerMasterKeySpec: only("SYMMETRIC_DEFAULT") },
  meters: [
    { price: "aws.kms.keys", quantity: () => 1 },
    { price: "aws.kms.requests", quantity: ({ use }) => use("accesses") },
  ],
});

export const keys: readonly MeteredType[] = [keyOf("aws:kms/key:Key"), keyOf("aws:kms/replicaKey:ReplicaKey")];
