import {
  type Cloud,
  clouds,
  consumerTimeouts,
  type PerCloud,
  type QueueLimits,
  queueLimits,
  type Statement,
} from "fourfold";
import { type Cell, table, timeCell, titles } from "../markdown.ts";
import type { TriggerDocuments } from "./documents.ts";

const units = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
] as const;

/** A duration in the largest unit that divides it. */
function duration(seconds: number): string {
  const [unit, size] = units.find(([, each]) => seconds >= each && seconds % each === 0) ?? ["second", 1];
  const count = seconds / size;
  return `${count.toLocaleString("en")} ${unit}${count === 1 ? "" : "s"}`;
}

const range = (min: string, max: string): string => `${min} to ${max}`;

/** The limits of a queue, by the names of the options. */
const limitRows: readonly { readonly title: string; cell(limits: QueueLimits): Cell }[] = [
  {
    title: "`attempts`",
    cell: ({ attempts: { value, source } }) => [
      range(value.min.toLocaleString("en"), value.max.toLocaleString("en")),
      source,
    ],
  },
  {
    title: "`keepFor`",
    cell: ({ keepFor: { value, source } }) => {
      const isEndless = value.max === Number.MAX_SAFE_INTEGER;
      return [isEndless ? `${duration(value.min)} or more` : range(duration(value.min), duration(value.max)), source];
    },
  },
  { title: "`batch`, at most", cell: ({ batch: { value, source } }) => [value.toLocaleString("en"), source] },
  {
    title: "`within`, at most",
    cell: ({ within: { value, source } }) => [value === 0 ? "does not wait" : duration(value), source],
  },
  {
    title: "`parallel`",
    cell: ({ parallel: { value, source } }) => [
      value === false ? "no such setting" : range(String(value.min), value.max.toLocaleString("en")),
      source,
    ],
  },
];

const link = ([text, source]: Cell): string => `[${text}](${source})`;
const head = ["", ...clouds.map((cloud) => titles[cloud])];

/** The limits of each cloud's own services. */
function limitTable(): string {
  return table(
    head,
    limitRows.map(({ title, cell }) => [title, ...clouds.map((cloud) => link(cell(queueLimits[cloud])))]),
  );
}

type Question = "deployed" | "waits" | "counted" | "fanOut";

const questions: Readonly<Record<Question, string>> = {
  deployed: "What is deployed for a queue",
  waits: "How a message waits for its next attempt",
  counted: "What counts as an attempt besides a handler that failed",
  fanOut: "What is deployed for a subscriber",
};

/** The semantics of queues on each cloud. */
const semantics: PerCloud<Readonly<Record<Question, Statement>>> = {
  aws: {
    deployed: {
      text: "an SQS queue, one for its dead letters, and an event source mapping that reports failures message by message",
      source: "https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html",
    },
    waits: {
      text: "it is hidden for the backoff",
      source: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibility.html",
    },
    counted: {
      text: "a function that was killed, and a call that Lambda has throttled",
      source: "https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html",
    },
    fanOut: {
      text: "a subscription of the SNS topic with a filter policy, and an SQS queue that it feeds",
      source: "https://docs.aws.amazon.com/sns/latest/dg/sns-sqs-as-subscriber.html",
    },
  },
  gcp: {
    deployed: {
      text: "a topic with a push subscription that has a dead-letter topic, which has a subscription of its own",
      source: "https://cloud.google.com/pubsub/docs/handling-failures",
    },
    waits: {
      text: "Pub/Sub chooses between `from` and `to`, about twice as long after each attempt",
      source: "https://cloud.google.com/pubsub/docs/handling-failures#exponential_backoff",
    },
    counted: {
      text: "every answer that is not a success and every deadline that has passed; the count is approximate",
      source: "https://cloud.google.com/pubsub/docs/dead-letter-topics",
    },
    fanOut: {
      text: "a push subscription of the topic with a filter",
      source: "https://cloud.google.com/pubsub/docs/subscription-message-filter",
    },
  },
  azure: {
    deployed: {
      text: "a queue of the foundation's Service Bus namespace, and one for its dead letters",
      source: "https://learn.microsoft.com/azure/service-bus-messaging/service-bus-dead-letter-queues",
    },
    waits: {
      text: "a copy with the same id is sent for later, and the message itself is done",
      source: "https://learn.microsoft.com/azure/service-bus-messaging/message-sequencing#scheduled-messages",
    },
    counted: {
      text: "a function that was killed, and a lock that was lost",
      source:
        "https://learn.microsoft.com/azure/service-bus-messaging/service-bus-dead-letter-queues#maximum-delivery-count",
    },
    fanOut: {
      text: "a subscription of the Service Bus topic with a rule, which forwards to a queue",
      source: "https://learn.microsoft.com/azure/service-bus-messaging/topic-filters",
    },
  },
  cloudflare: {
    deployed: {
      text: "a queue, one for its dead letters, and a consumer",
      source: "https://developers.cloudflare.com/queues/configuration/dead-letter-queues/",
    },
    waits: {
      text: "it is delayed by the backoff",
      source: "https://developers.cloudflare.com/queues/configuration/batching-retries/#delay-messages",
    },
    counted: {
      text: "a Worker that was stopped: then every message of its batch that was not settled",
      source: "https://developers.cloudflare.com/queues/configuration/batching-retries/",
    },
    fanOut: {
      text: "a queue, which every publisher has a binding to",
      source: "https://developers.cloudflare.com/queues/configuration/configure-queues/",
    },
  },
};

function semanticsTable(asked: readonly Question[]): string {
  const cell = (cloud: Cloud, question: Question): string => {
    const { text, source } = semantics[cloud][question];
    return link([text, source]);
  };
  return table(
    head,
    asked.map((question) => [questions[question], ...clouds.map((cloud) => cell(cloud, question))]),
  );
}

export const documents: TriggerDocuments = {
  limits: [{ title: "Timeout of a call with messages", cell: (cloud) => timeCell(consumerTimeouts[cloud]) }],
  parts: [
    { file: "docs/queues.md", name: "queues", text: () => semanticsTable(["deployed", "waits", "counted"]) },
    { file: "docs/queues.md", name: "queue-limits", text: limitTable },
    { file: "docs/topics.md", name: "topics", text: () => semanticsTable(["fanOut"]) },
  ],
};
