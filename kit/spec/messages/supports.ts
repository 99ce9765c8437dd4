import { adapted, type Feature, native, refused } from "../support.ts";

const sqs = "https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html";
const push = "https://cloud.google.com/pubsub/docs/push";
const serviceBus = "https://learn.microsoft.com/azure/azure-functions/functions-bindings-service-bus-trigger";
const queues = "https://developers.cloudflare.com/queues/";
const batching = "https://developers.cloudflare.com/queues/configuration/batching-retries/";

const one = "messages come one at a time, and what is asked for has no effect";

/** What queues, topics and their consumers can ask for, and what each cloud makes of it. */
export const messageSupports = {
  queue: {
    title: "Queue with a consumer",
    clouds: { aws: native(sqs), gcp: native(push), azure: native(serviceBus), cloudflare: native(queues) },
  },
  topic: {
    title: "Topic with subscribers",
    clouds: {
      aws: native("https://docs.aws.amazon.com/sns/latest/dg/sns-sqs-as-subscriber.html"),
      gcp: native("https://cloud.google.com/pubsub/docs/overview"),
      azure: native("https://learn.microsoft.com/azure/service-bus-messaging/service-bus-queues-topics-subscriptions"),
      cloudflare: adapted(
        "the publisher sends to a queue of each subscriber, and filters before it does: when it fails in between, some have the message and others have not",
        queues,
      ),
    },
  },
  foreignTopic: {
    title: "Subscribing to a topic of another set",
    clouds: {
      aws: native("https://docs.aws.amazon.com/sns/latest/dg/sns-sqs-as-subscriber.html"),
      gcp: native("https://cloud.google.com/pubsub/docs/create-subscription"),
      azure: adapted(
        "both sets stand on one foundation, because messages are forwarded within one namespace",
        "https://learn.microsoft.com/azure/service-bus-messaging/service-bus-auto-forwarding",
      ),
      cloudflare: refused(
        "whoever publishes there sends to the queues of the topic's own set",
        "Let the owner of the topic feed a queue of its own that sends on to one of this set, or leave Cloudflare out.",
        "https://developers.cloudflare.com/queues/configuration/configure-queues/",
      ),
    },
  },
  delays: {
    title: "Messages for later, and `retryAfter`",
    clouds: {
      aws: native("https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-delay-queues.html"),
      gcp: refused(
        "Pub/Sub delivers a message at once, and chooses itself when it tries again",
        "Remove `delays`, or let a schedule look for what is due.",
        "https://cloud.google.com/pubsub/docs/handling-failures",
      ),
      azure: native("https://learn.microsoft.com/azure/service-bus-messaging/message-sequencing#scheduled-messages"),
      cloudflare: native(batching),
    },
  },
  batch: {
    title: "Batches of messages",
    clouds: {
      aws: native("https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html"),
      gcp: adapted(one, push),
      azure: adapted(one, serviceBus),
      cloudflare: native(batching),
    },
  },
  parallel: {
    title: "Limit of batches that are processed at the same time",
    clouds: {
      aws: native("https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html"),
      gcp: adapted("the cloud decides by itself how many there are", push),
      azure: adapted("the cloud decides by itself how many there are", serviceBus),
      cloudflare: native("https://developers.cloudflare.com/queues/configuration/consumer-concurrency/"),
    },
  },
} as const satisfies Readonly<Record<string, Feature>>;
