import assert from "node:assert/strict";
import { one, usage, user } from "../../support/gcp.ts";
import { type Case, capOf, theyAreNotPriced, theyTake, withoutPrice } from "../../support/metered.ts";

const topicType = "pubsub/topic:Topic";
const subscriptionType = "pubsub/subscription:Subscription";
const month = 730 * 3_600;
const monthOfSeconds = `${month}s`;

describe("what topics, subscriptions and tasks of Google Cloud take", () => {
  theyTake([
    ["what a topic receives", [one(topicType)], usage, { "pubsub.throughput": 1 }],
    [
      // https://cloud.google.com/pubsub/pricing: 1,000 bytes for 102.4
      "at least 1,000 bytes a message",
      [one(topicType)],
      { ...usage, messageSize: 0.1 },
      { "pubsub.throughput": 1_000 / 1_024 },
    ],
    [
      "what a topic keeps",
      [one(topicType, { messageRetentionDuration: monthOfSeconds })],
      usage,
      { "pubsub.throughput": 1, "pubsub.backlog": 1_024 },
    ],
    [
      "at most further attempts as dead letters",
      [one(topicType), user(subscriptionType, "deadLetterPolicy")],
      usage,
      { "pubsub.throughput": 0.5 },
    ],
    ["all attempts of a subscription", [one(subscriptionType)], usage, { "pubsub.throughput": 1.5 }],
    ...["bigqueryConfig", "cloudStorageConfig", "bigtableConfig"].map(
      (property): Case => [
        `what a subscription writes by ${property}`,
        [one(subscriptionType, { [property]: {} })],
        usage,
        { "pubsub.export": 1.5 },
      ],
    ),
    [
      "what a subscription keeps of what is acknowledged",
      [one(subscriptionType, { retainAckedMessages: true, messageRetentionDuration: monthOfSeconds })],
      usage,
      { "pubsub.throughput": 1.5, "pubsub.backlog": 1_024 },
    ],
    [
      "seven days where a subscription says nothing",
      [one(subscriptionType, { retainAckedMessages: true })],
      usage,
      { "pubsub.throughput": 1.5, "pubsub.backlog": (1_024 * 604_800) / month },
    ],
    [
      // https://cloud.google.com/tasks/pricing: a task of 96 KB is three operations, and of 97 KB four
      "tasks by 32 KB, to create and to deliver them",
      [one("cloudtasks/queue:Queue")],
      { ...usage, messages: 10, messageSize: 97 },
      { "tasks.operations": 100 },
    ],
  ]);
});

describe("what cannot be priced of topics and subscriptions of Google Cloud", () => {
  theyAreNotPriced([
    [one(topicType, { messageTransforms: [{}] }), "messageTransforms"],
    [one(topicType, { ingestionDataSourceSettings: {} }), "ingestionDataSourceSettings"],
    [one(subscriptionType, { messageTransforms: [{}] }), "messageTransforms"],
  ]);

  it("what is kept for a time that is none", () => {
    const topic = one(topicType, { messageRetentionDuration: "a day" });

    assert.deepEqual(withoutPrice([topic], "one"), ["messageRetentionDuration"]);
  });
});

describe("what bounds tasks of Google Cloud", () => {
  // https://cloud.google.com/tasks/docs/configuring-queues
  it("is 1,000 at the same time, or as many as a queue says", () => {
    const queue = (rateLimits: object) => one("cloudtasks/queue:Queue", { rateLimits });

    assert.deepEqual(capOf(queue({})), { concurrency: 1_000 });
    assert.deepEqual(capOf(queue({ maxConcurrentDispatches: 4 })), { concurrency: 4 });
  });
});
