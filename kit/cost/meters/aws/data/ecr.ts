import type { MeteredType } from "../../contract.ts";

export const repository: MeteredType = {
  type: "aws:ecr/repository:Repository",
  source: "https://aws.amazon.com/ecr/pricing/",
  meters: [{ price: "aws.ecr.storage", quantity: ({ use }) => use("storage") }],
};
