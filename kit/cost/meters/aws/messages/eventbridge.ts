import type { MeteredType } from "../../contract.ts";
import { pieces } from "../../units.ts";

/** Events that are published count 64 KB each; rules and deliveries within the account are free: https://aws.amazon.com/eventbridge/pricing/ */
export const eventBus: MeteredType = {
  type: "aws:cloudwatch/eventBus:EventBus",
  source: "https://aws.amazon.com/eventbridge/pricing/",
  meters: [
    {
      price: "aws.eventbridge.events",
      quantity: ({ use }) => use("messages") * pieces(use("messageSize"), 64),
    },
  ],
};
