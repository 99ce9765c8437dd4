import type { MeteredType } from "../../contract.ts";

/** Records cost nothing themselves, and neither do queries within a network. */
export const zone: MeteredType = {
  type: "aws:route53/zone:Zone",
  source: "https://aws.amazon.com/route53/pricing/",
  meters: [
    { price: "aws.route53.zones", quantity: () => 1 },
    {
      // As if each request were looked up: resolvers keep most of the answers.
      price: ({ inputs }) => (inputs.list("vpcs").length > 0 ? undefined : "aws.route53.queries"),
      quantity: ({ use }) => use("requests"),
    },
  ],
};
