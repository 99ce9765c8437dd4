import type { MeteredType } from "../../contract.ts";

/** Versions of a secret cost nothing themselves, and each replica as much as a secret. */
export const secret: MeteredType = {
  type: "aws:secretsmanager/secret:Secret",
  source: "https://aws.amazon.com/secrets-manager/pricing/",
  meters: [
    { price: "aws.secretsmanager.secrets", quantity: ({ inputs }) => 1 + inputs.list("replicas").length },
    { price: "aws.secretsmanager.requests", quantity: ({ use }) => use("accesses") },
  ],
};
