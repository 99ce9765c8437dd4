import type { MeteredType, Reading } from "../../contract.ts";
import { pieces, secondsPerMonth } from "../../units.ts";

const type = "aws:sqs/queue:Queue";

/** Where others say that what they could not process goes to this queue. */
const failuresOf: readonly (readonly [type: string, property: string])[] = [
  [type, "redrivePolicy"],
  ["aws:sqs/redrivePolicy:RedrivePolicy", "redrivePolicy"],
  ["aws:sns/topicSubscription:TopicSubscription", "redrivePolicy"],
  ["aws:cloudwatch/eventTarget:EventTarget", "deadLetterConfig"],
  ["aws:lambda/function:Function", "deadLetterConfig"],
  ["aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig", "destinationConfig"],
];

const isForFailures = ({ users }: Reading): boolean =>
  failuresOf.some(([user, property]) => users(user, property).length > 0);

/** The messages that a queue gets: of one for failures, no more than are attempted again. */
function messagesOf(reading: Reading): number {
  const messages = reading.use("messages");
  return isForFailures(reading) ? messages * Math.max(0, reading.use("attempts") - 1) : messages;
}

/** While nothing comes, Lambda asks five times every 20 seconds: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html */
const idlePolls = (5 * secondsPerMonth) / 20;

/** How often Lambda asks at least. */
function leastPolls({ users }: Reading): number {
  const mappings = users("aws:lambda/eventSourceMapping:EventSourceMapping", "eventSourceArn");
  return mappings.filter((inputs) => inputs.flag("enabled", true)).length * idlePolls;
}

/** A message is sent, received as often as it is attempted, and deleted; each request counts 64 KB: https://aws.amazon.com/sqs/pricing/ */
function requestsOf(reading: Reading): number {
  const messages = messagesOf(reading);
  const size = pieces(reading.use("messageSize"), 64);
  const received = messages * reading.use("attempts") * size;
  return messages * size + Math.max(received, leastPolls(reading)) + messages;
}

export const queue: MeteredType = {
  type,
  source: "https://aws.amazon.com/sqs/pricing/",
  meters: [
    {
      price: ({ inputs }) => (inputs.flag("fifoQueue") ? "aws.sqs.fifo" : "aws.sqs.standard"),
      quantity: requestsOf,
    },
  ],
};
