import type { Inputs } from "../../../resources/inputs.ts";
import type { Guards, MeteredType, Reading } from "../../contract.ts";
import { unsaid } from "../../guards.ts";
import { secondsPerMonth } from "../../units.ts";
import { gigabytes, secondsOf } from "../units.ts";

const source = "https://cloud.google.com/pubsub/pricing";

/** A request counts at least 1,000 bytes. */
const minimumBytes = 1_000;

/** The data of as many messages in bytes, one a request. */
const bytesOf = (messages: number, kilobytes: number): number => messages * Math.max(minimumBytes, kilobytes * 1_024);

const tebibytes = (bytes: number): number => bytes / 1_024 ** 4;

/** What is kept of a month's messages, in GiB: without the minimum, which is a request's. */
const kept = ({ use }: Reading, seconds: number): number =>
  gigabytes(use("messages") * use("messageSize")) * (seconds / secondsPerMonth);

/** What changes messages, or brings them from elsewhere, has prices of its own. */
const guards: Guards = { messageTransforms: unsaid, ingestionDataSourceSettings: unsaid };

const topicType = "gcp:pubsub/topic:Topic";
const subscriptionType = "gcp:pubsub/subscription:Subscription";

/** What a topic receives. Of dead letters there are at most as many as there are further attempts. */
function published({ use, users }: Reading): number {
  const isOfDeadLetters = users(subscriptionType, "deadLetterPolicy").length > 0;
  return use("messages") * (isOfDeadLetters ? Math.max(0, use("attempts") - 1) : 1);
}

export const topic: MeteredType = {
  type: topicType,
  source,
  guards,
  meters: [
    {
      price: "gcp.pubsub.throughput",
      quantity: (reading) => tebibytes(bytesOf(published(reading), reading.use("messageSize"))),
    },
    {
      // All that is published is kept for the time that a topic says.
      price: ({ inputs }) => (inputs.has("messageRetentionDuration") ? "gcp.pubsub.backlog" : undefined),
      quantity: (reading) => kept(reading, secondsOf(reading.inputs, "messageRetentionDuration", "0s")),
    },
  ],
};

/** Subscriptions that write into another service of the cloud. */
const exports = ["bigqueryConfig", "cloudStorageConfig", "bigtableConfig"];

const writesElsewhere = (inputs: Inputs): boolean => exports.some((property) => inputs.has(property));

/**
 * What nobody has acknowledged costs nothing for a day, and is expected to be processed within it. A subscription to dead letters is
 * counted like any other: nothing that it says tells how many there are.
 */
export const subscription: MeteredType = {
  type: subscriptionType,
  source,
  guards,
  meters: [
    {
      price: ({ inputs }) => (writesElsewhere(inputs) ? "gcp.pubsub.export" : "gcp.pubsub.throughput"),
      quantity: ({ use }) => tebibytes(bytesOf(use("messages") * use("attempts"), use("messageSize"))),
    },
    {
      price: ({ inputs }) => (inputs.flag("retainAckedMessages") ? "gcp.pubsub.backlog" : undefined),
      // For seven days, unless it says another time: https://cloud.google.com/pubsub/docs/subscription-properties
      quantity: (reading) => kept(reading, secondsOf(reading.inputs, "messageRetentionDuration", "604800s")),
    },
  ],
};
