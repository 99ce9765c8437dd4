import { UnreadableInput } from "../../../resources/inputs.ts";
import type { MeteredType, Reading } from "../../contract.ts";
import { guarded, isOn, isSaid } from "../../guarded.ts";
import { gigabytes, pieces } from "../units.ts";

const source = "https://aws.amazon.com/sns/pricing/";

/** Messages count 64 KB each: https://aws.amazon.com/sns/pricing/ */
const countOf = ({ use }: Reading): number => use("messages") * pieces(use("messageSize"), 64);

export const topic: MeteredType = {
  type: "aws:sns/topic:Topic",
  source,
  meters: guarded({ fifoTopic: isOn, archivePolicy: isSaid }, [{ price: "aws.sns.publishes", quantity: countOf }]),
};

/** What a delivery costs by its protocol. `null`: nothing. */
const deliveries = new Map([
  ["sqs", null],
  ["lambda", null],
  ["http", "aws.sns.http"],
  ["https", "aws.sns.http"],
  ["email", "aws.sns.email"],
  ["email-json", "aws.sns.email"],
]);

function deliveryOf({ inputs }: Reading): string | undefined {
  const protocol = inputs.text("protocol");
  const price = deliveries.get(protocol);
  if (price === undefined) throw new UnreadableInput("protocol", `is "${protocol}", whose price is not in the book`);
  return price ?? undefined;
}

export const subscription: MeteredType = {
  type: "aws:sns/topicSubscription:TopicSubscription",
  source,
  // What is filtered by the bodies of messages is paid for by their size.
  meters: guarded(
    { filterPolicyScope: ({ inputs }, property) => inputs.text(property, "MessageAttributes") === "MessageBody" },
    [
      { price: deliveryOf, quantity: countOf },
      {
        price: ({ inputs }) => (inputs.text("protocol").startsWith("http") ? "aws.egress" : undefined),
        quantity: ({ use }) => gigabytes(use("messages") * use("messageSize")),
      },
    ],
  ),
};
