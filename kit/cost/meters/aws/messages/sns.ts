import type { MeteredType, Reading } from "../../contract.ts";
import { off, oneOf, only, unsaid } from "../../guards.ts";
import { pieces } from "../../units.ts";
import { gigabytes } from "../units.ts";

const source = "https://aws.amazon.com/sns/pricing/";

/** Messages count 64 KB each: https://aws.amazon.com/sns/pricing/ */
const countOf = ({ use }: Reading): number => use("messages") * pieces(use("messageSize"), 64);

export const topic: MeteredType = {
  type: "aws:sns/topic:Topic",
  source,
  guards: { fifoTopic: off, archivePolicy: unsaid },
  meters: [{ price: "aws.sns.publishes", quantity: countOf }],
};

/** What a delivery costs by its protocol. `undefined`: nothing. */
const deliveries: ReadonlyMap<string, string | undefined> = new Map([
  ["sqs", undefined],
  ["lambda", undefined],
  ["http", "aws.sns.http"],
  ["https", "aws.sns.http"],
  ["email", "aws.sns.email"],
  ["email-json", "aws.sns.email"],
]);

export const subscription: MeteredType = {
  type: "aws:sns/topicSubscription:TopicSubscription",
  source,
  guards: {
    protocol: oneOf(...deliveries.keys()),
    // What is filtered by the bodies of messages is paid for by their size.
    filterPolicyScope: only("MessageAttributes"),
  },
  meters: [
    { price: ({ inputs }) => deliveries.get(inputs.text("protocol")), quantity: countOf },
    {
      price: ({ inputs }) => (inputs.text("protocol").startsWith("http") ? "aws.egress" : undefined),
      quantity: ({ use }) => gigabytes(use("messages") * use("messageSize")),
    },
  ],
};
