import { urnOf } from "../../support/program.ts";
import { itCounts, type Row, resource } from "./rows.ts";

const topicType = "pubsub/topic:Topic";
const subscriptionType = "pubsub/subscription:Subscription";
const month = 730 * 3_600;
const monthOfSeconds = `${month}s`;

const messages: readonly Row[] = [
  ["what a topic receives", resource(topicType), { "gcp.pubsub.throughput": 1 }],
  [
    // https://cloud.google.com/pubsub/pricing: 1,000 bytes for 102.4
    "at least 1,000 bytes a message",
    resource(topicType),
    { "gcp.pubsub.throughput": 0.976563 },
    [],
    { messageSize: 0.1 },
  ],
  [
    "what a topic keeps",
    resource(topicType, { messageRetentionDuration: monthOfSeconds }),
    { "gcp.pubsub.throughput": 1, "gcp.pubsub.backlog": 1_024 },
  ],
  [
    "at most further attempts as dead letters",
    resource(topicType),
    { "gcp.pubsub.throughput": 0.5 },
    [resource(subscriptionType, {}, { deadLetterPolicy: [urnOf("it")] }, "other")],
  ],
  ["all attempts of a subscription", resource(subscriptionType), { "gcp.pubsub.throughput": 1.5 }],
  ...["bigqueryConfig", "cloudStorageConfig", "bigtableConfig"].map(
    (property): Row => [
      `what a subscription writes by ${property}`,
      resource(subscriptionType, { [property]: {} }),
      { "gcp.pubsub.export": 1.5 },
    ],
  ),
  [
    "what a subscription keeps of what is acknowledged",
    resource(subscriptionType, { retainAckedMessages: true, messageRetentionDuration: monthOfSeconds }),
    { "gcp.pubsub.throughput": 1.5, "gcp.pubsub.backlog": 1_024 },
  ],
  [
    "seven days where a subscription says nothing",
    resource(subscriptionType, { retainAckedMessages: true }),
    { "gcp.pubsub.throughput": 1.5, "gcp.pubsub.backlog": Math.round((1_024 * 604_800e6) / month) / 1e6 },
  ],
  [
    // https://cloud.google.com/tasks/pricing: a task of 96 KB is three operations, and of 97 KB four
    "tasks by 32 KB, to create and to deliver them",
    resource("cloudtasks/queue:Queue"),
    { "gcp.tasks.operations": 100 },
    [],
    { messages: 10, messageSize: 97 },
  ],
  [
    // https://cloud.google.com/workflows/pricing
    "steps of workflows by the thousand",
    resource("workflows/workflow:Workflow"),
    { "gcp.workflows.internal": 31_000, "gcp.workflows.external": 21_000 },
    [],
    { requests: 10_001 },
  ],
];

describe("messages on Google Cloud", () => {
  itCounts(messages);
});
