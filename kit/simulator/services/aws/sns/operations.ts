import type { CallerCheck, Operation } from "../../../contract.ts";

const reference = "https://docs.aws.amazon.com/sns/latest/api";
const guide = "https://docs.aws.amazon.com/sns/latest/dg";

/** What the service does besides storing resources. Operations that are not listed are not simulated. */
export const operations: readonly Operation[] = [
  {
    operation: "Publish, PublishBatch",
    source: `${reference}/API_PublishBatch.html`,
    test: "sns/publish.test.ts",
    shows: "publishes several at once, each with its own result",
    gap: "Topics are standard ones. There are no phone numbers or devices.",
  },
  {
    operation: "Delivery to queues, as JSON or raw",
    source: `${guide}/sns-large-payload-raw-message-delivery.html`,
    test: "sns/publish.test.ts",
    shows: "delivers JSON around the message, or the message itself with its attributes",
    gap: "Queues are the only endpoints. A message is delivered before its publisher has the answer. Its signature is not one.",
  },
  {
    operation: "Filter policies on attributes",
    source: `${guide}/sns-subscription-filter-policies.html`,
    test: "sns/filter.test.ts",
    shows: "takes what the vendor's pages say that it takes",
    gap: "There are no filters on bodies, and no operators cidr and wildcard. A change is in force at once.",
  },
  {
    operation: "Deliveries that fail, and dead-letter queues",
    source: `${guide}/sns-dead-letter-queues.html`,
    test: "sns/publish.test.ts",
    shows: "sends what a queue refuses to the subscription's dead-letter queue, or loses it",
    gap: "Queues here have no server-side errors, which alone AWS tries again. A message that is lost is noted in the topic's log of failures, which on AWS a topic must ask for.",
  },
  {
    operation: "Permission to publish, by the policies of the caller and of the topic",
    source: `${guide}/sns-overview-of-managing-access.html`,
    test: "sns/api.test.ts",
    shows: "lets a function publish with the official client and its own role",
    gap: "A topic without a policy of its own lets in who the caller's policies let in; on AWS it has one for its account.",
  },
];

export const callers: readonly CallerCheck[] = [
  {
    who: "a program or a function",
    calls: "SNS",
    shows: "a signature (Signature Version 4) with temporary credentials",
    checked: "the signature, then the policies of the caller and of the topic",
    source: `${guide}/sns-overview-of-managing-access.html`,
    code: "services/aws/sns/publish.ts",
    test: ["aws/sns/api.test.ts", "lets a function publish with the official client and its own role"],
  },
  {
    who: "a topic of SNS",
    calls: "SQS",
    shows: "`sns.amazonaws.com`, with the topic as `aws:SourceArn`",
    checked: "whether the queue's policy lets it `sqs:SendMessage`",
    source: "https://docs.aws.amazon.com/sns/latest/dg/subscribe-sqs-queue-to-sns-topic.html",
    code: "services/aws/sqs/index.ts",
    test: ["aws/sns/publish.test.ts", "reaches only queues whose policy lets the topic in"],
  },
];
